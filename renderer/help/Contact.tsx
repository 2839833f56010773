import { useTranslation } from 'react-i18next';
import { faults } from '../../machines/faults.ts';
import type { HelpView, OpenHours, Weekday } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { ChatQr } from './ChatQr.tsx';
import { inGroups, spokenId, spokenStation } from './spokenId.ts';

/** Whom to call, when, and what to tell them: in groups that can be read out. */
export function Contact({ view, help }: { view: KioskView; help: HelpView }) {
  const { t } = useTranslation('help');
  const { screen, station, connectors } = view;
  const hours = useHours(help.hours);
  const mine =
    'connectorId' in screen ? connectors.filter((each) => each.connectorId === screen.connectorId) : connectors;
  const shared = spokenStation(mine.map(({ evseId }) => evseId));
  return (
    <aside className="contact">
      <div className="contact-words">
        <section>
          <h3>{t('call')}</h3>
          <p className="help-line">
            <bdi>{station.helpLine}</bdi>
          </p>
          {hours.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
        <section>
          <h3>{t('say')}</h3>
          <ul className="say">
            {(shared ? [shared] : mine.map(({ evseId }) => spokenId(evseId))).map((id) => (
              <li key={id}>
                <bdi dir="ltr">{id}</bdi>
              </li>
            ))}
            {help.reference && (
              <li>
                {t('reference')} <bdi>{help.reference.length > 10 ? inGroups(help.reference) : help.reference}</bdi>
              </li>
            )}
            {'fault' in screen && (
              <li>
                {t('code')} <bdi>{faults[screen.fault].code}</bdi>
              </li>
            )}
          </ul>
        </section>
        <p className="danger-line">{t('danger')}</p>
      </div>
      {help.chat && <ChatQr address={help.chat} />}
    </aside>
  );
}

const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** The third of January 2000 was a Monday. */
const monday = Date.UTC(2000, 0, 3);

/** When somebody answers, a line for each stretch of days. */
function useHours(hours: HelpView['hours']): readonly string[] {
  const { t } = useTranslation('help');
  const { format } = usePage();
  if (hours === null) return [];
  if (hours === 'always') return [t('always')];
  const names = new Intl.DateTimeFormat(format.tag, { weekday: 'short', timeZone: 'UTC' });
  const nameOf = (day: Weekday) => names.format(monday + days.indexOf(day) * 86_400_000);
  return hours.map(({ from, to, opens, closes }: OpenHours) =>
    from === to
      ? t('hoursDay', { day: nameOf(from), opens, closes })
      : t('hours', { from: nameOf(from), to: nameOf(to), opens, closes }),
  );
}

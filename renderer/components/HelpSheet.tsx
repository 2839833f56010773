import { useTranslation } from 'react-i18next';
import { faults } from '../../machines/faults.ts';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { Sheet } from './Sheet.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Whom to call and what to tell them; how it works for those who only wanted to know. */
export function HelpSheet({ view }: { view: KioskView; help: HelpView }) {
  const { t } = useTranslation('help');
  const { send } = usePage();
  const { screen, station } = view;
  const fault = 'fault' in screen ? faults[screen.fault].code : null;
  const mine =
    'connectorId' in screen
      ? view.connectors.filter((tile) => tile.connectorId === screen.connectorId)
      : view.connectors;
  return (
    <Sheet title={t('title')} className="help" onClose={() => void send({ type: 'CLOSE_HELP' })}>
      <div className="help-columns">
        <section>
          <h3>{t('call')}</h3>
          <p className="phone">{station.helpLine}</p>
          <h3>{t('say')}</h3>
          <ul className="say">
            <li>{station.name}</li>
            {mine.map((tile) => (
              <li key={tile.connectorId}>{tile.evseId}</li>
            ))}
            {fault && (
              <li>
                {t('code')} {fault}
              </li>
            )}
          </ul>
        </section>
        <section>
          <h3>{t('how')}</h3>
          <ol>
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
            <li>{t('step3')}</li>
          </ol>
          <p className="danger-line">{t('danger')}</p>
        </section>
      </div>
      <TouchButton tone="primary" intent={{ type: 'CLOSE_HELP' }}>
        {t('close')}
      </TouchButton>
    </Sheet>
  );
}

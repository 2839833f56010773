import { useTranslation } from 'react-i18next';
import type { OverviewLink } from '../../../../electron/maintenance/overview.ts';
import { useMaintenance } from '../../page.ts';
import { useAnswerLine } from '../../parts/Answer.tsx';
import { CauseAndRemedy } from '../../parts/CauseAndRemedy.tsx';
import { Dotted } from '../../parts/Dotted.tsx';

/** Every device: how it does, and what to do where it does not, which stands first. */
export function Links({ links }: { links: readonly OverviewLink[] }) {
  const { t } = useTranslation('overview');
  const { format } = useMaintenance();
  const answerLine = useAnswerLine();
  const wrongFirst = links.toSorted((one, other) => Number(one.fault === null) - Number(other.fault === null));
  return (
    <ul className="cells">
      {wrongFirst.map((link) => {
        const { device, evse, connector, address, state, sinceMs, latencyMs, lastError, version, fault } = link;
        const facts = [
          connector && t('ofCable', { cable: connector }),
          state === 'up' && latencyMs !== null && t('latency', { ms: format.decimal(String(latencyMs)) }),
          version,
          address,
        ];
        return (
          <li key={`${device} ${evse}`} className="cell" data-wrong={fault !== null}>
            <h3>{t(`device.${device}`)}</h3>
            <p className="state" data-state={state}>
              {t(`state.${state}`)}{' '}
              {state !== 'unknown' && <span className="soft">{t('since', { time: format.dateTime(sinceMs) })}</span>}
            </p>
            <p className="soft">
              <Dotted parts={facts} />
            </p>
            {fault && <CauseAndRemedy fault={fault} />}
            {lastError && (
              <p className="soft small">
                {t('lastError', { time: format.dateTime(lastError.atMs), error: answerLine(lastError.text) })}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

import { useTranslation } from 'react-i18next';
import type { ConnectorTile } from '../../../../machines/view.ts';
import { useMaintenance } from '../../page.ts';

/** Every cable with its live values. */
export function Connectors({ connectors }: { connectors: readonly ConnectorTile[] }) {
  const { t } = useTranslation(['overview', 'attract']);
  const { format } = useMaintenance();
  return (
    <ul className="cells">
      {connectors.map(({ connectorId, label, evseId, status, unavailable, powerW, energyWh, cost, socPercent }) => {
        const facts = [
          powerW !== null && format.power(powerW),
          energyWh !== null && format.energy(energyWh),
          cost && format.money(cost),
          socPercent !== null && format.percent(Math.round(socPercent)),
        ].filter(Boolean);
        return (
          <li key={connectorId} className="cell" data-wrong={status === 'unavailable'}>
            <h3>
              {label} <bdi className="soft">{evseId}</bdi>
            </h3>
            <p className="state" data-state={status === 'unavailable' ? 'down' : 'up'}>
              {t(`overview:connector.${status}`)}
              {unavailable && ` · ${t(`attract:reason.${unavailable}`)}`}
            </p>
            {facts.length > 0 && <p className="figures">{facts.join(' · ')}</p>}
          </li>
        );
      })}
    </ul>
  );
}

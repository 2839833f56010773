import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectorTile } from '../../machines/view.ts';
import { Arrow } from '../drawings/marks.tsx';
import { Plug } from '../drawings/Plug.tsx';
import { usePage } from '../page.ts';
import { SocBar } from './SocBar.tsx';
import { TouchButton } from './TouchButton.tsx';

/** One cable of the station: what is painted on it, how it is doing, and what a touch does. */
export const ConnectorButton = memo(function ConnectorButton({ tile }: { tile: ConnectorTile }) {
  const { t } = useTranslation('attract');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { connectorId, label, status, socPercent, powerW, cost, energyWh } = tile;
  const live = status === 'charging' || status === 'finished' || status === 'receipt';
  const facts = [
    status === 'charging' ? powerW !== null && format.power(powerW) : energyWh !== null && format.energy(energyWh),
    cost && format.money(cost),
  ].filter((fact) => typeof fact === 'string');
  return (
    <TouchButton tone="tile" className="connector" intent={{ type: 'SELECT_CONNECTOR', connectorId }}>
      <span className="connector-face" data-status={status}>
        <span className="connector-head">
          <span className="cable-label" aria-hidden="true">
            {label}
          </span>
          <span className="spoken">{common('cable', { label })}</span>
          <span className="connector-type">
            {tile.connectorType}{' '}
            <span className="max-power">{common('power', { power: format.power(tile.maxPowerW) })}</span>
          </span>
        </span>
        {live && socPercent !== null ? (
          <span className="connector-soc">
            {format.percent(Math.round(socPercent))}
            <SocBar percent={socPercent} />
          </span>
        ) : (
          <Plug type={tile.connectorType} />
        )}
        <span className="connector-status">
          {tile.unavailable ? t(`reason.${tile.unavailable}`) : t(`status.${status}`)}
        </span>
        <span className="connector-facts">{live ? facts.join(' · ') : ''}</span>
        <span className="connector-action">
          {t(`action.${status}`)} <Arrow />
        </span>
      </span>
    </TouchButton>
  );
});

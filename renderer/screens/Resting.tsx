import { useTranslation } from 'react-i18next';
import type { ConnectorTile, KioskView } from '../../machines/view.ts';
import { PumpFace } from '../components/PumpFace.tsx';
import { usePage } from '../page.ts';

/** Nobody is here: prices and cables, dark and never long in one place. The first touch wakes it and does nothing else. */
export function Resting({ view }: { view: KioskView }) {
  const { t } = useTranslation('attract');
  const { send } = usePage();
  return (
    <div className="resting" data-theme="night">
      <div className="drifting">
        <PumpFace view={view} />
        <main>
          <h1>{t('wake')}</h1>
          <ul>
            {view.connectors.map((tile) => (
              <Cable key={tile.connectorId} tile={tile} />
            ))}
          </ul>
          <button type="button" className="wake" aria-label={t('wake')} onClick={() => void send({ type: 'TOUCH' })} />
        </main>
      </div>
    </div>
  );
}

function Cable({ tile }: { tile: ConnectorTile }) {
  const { t } = useTranslation('attract');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { status, socPercent } = tile;
  return (
    <li data-status={status}>
      <span className="cable-label" aria-hidden="true">
        {tile.label}
      </span>
      <span className="spoken">{common('cable', { label: tile.label })}</span>
      <span>
        {tile.unavailable ? t(`reason.${tile.unavailable}`) : t(`status.${status}`)}
        <small>
          {tile.connectorType} · {common('power', { power: format.power(tile.maxPowerW) })}
        </small>
      </span>
      {status === 'charging' && socPercent !== null && <strong>{format.percent(Math.round(socPercent))}</strong>}
    </li>
  );
}

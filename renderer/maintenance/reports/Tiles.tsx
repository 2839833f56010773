import { useTranslation } from 'react-i18next';
import type { UsageReport, UsageSums } from '../../../machines/reportView.ts';
import { useMaintenance } from '../page.ts';

/** The period in six numbers, each beside the one before. */
export function Tiles({ report }: { report: UsageReport }) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const { totals, totalsBefore: before, currency, utilised } = report;
  const money = (minor: number) => format.money({ minor: Math.round(minor), currency });
  const each = ({ gross, sessions }: UsageSums) => (sessions === 0 ? 0 : gross / sessions);
  return (
    <dl className="tiles">
      <Tile name={t('revenue')} value={money(totals.gross)} now={totals.gross} before={before.gross}>
        {totals.idleFee > 0 && (
          <>
            {t('idleShare')}: {t('ofRevenue', { percent: format.percent((totals.idleFee / totals.gross) * 100) })}
          </>
        )}
      </Tile>
      <Tile
        name={t('energy')}
        value={format.quantity(String(Math.round(totals.energyWh / 1_000)), 'kWh')}
        now={totals.energyWh}
        before={before.energyWh}
      />
      <Tile
        name={t('sessions')}
        value={format.decimal(String(totals.sessions))}
        now={totals.sessions}
        before={before.sessions}
      />
      <Tile name={t('averageTicket')} value={money(each(totals))} now={each(totals)} before={each(before)} />
      <Tile name={t('utilised')} value={utilised === null ? '–' : format.percent(utilised * 100)} />
      <Tile
        name={t('failed')}
        value={format.decimal(String(totals.failedStarts))}
        now={totals.failedStarts}
        before={before.failedStarts}
        alarms
      />
    </dl>
  );
}

function Tile(props: {
  name: string;
  value: string;
  now?: number;
  before?: number;
  /** More of it is bad. */
  alarms?: boolean;
  children?: React.ReactNode;
}) {
  const { name, value, now = 0, before = 0, alarms = false, children } = props;
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const change = before > 0 && now !== before ? now / before - 1 : null;
  const percent = change === null ? '' : format.percent(Math.round(Math.abs(change) * 100));
  return (
    <div className="tile">
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {change !== null && (
          <span className={alarms && change > 0 ? 'worse' : 'soft'}>
            {t(change > 0 ? 'more' : 'less', { percent })}
          </span>
        )}
        {children && <span className="soft">{children}</span>}
      </dd>
    </div>
  );
}

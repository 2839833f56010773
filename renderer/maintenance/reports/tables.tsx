import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FaultCode, faults } from '../../../machines/faults.ts';
import type { UptimeReport, UsageReport } from '../../../machines/reportView.ts';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';
import { SaveTable } from './SaveTable.tsx';

type Parts = { report: UsageReport };
type Row = { readonly key: string; readonly cells: readonly ReactNode[]; readonly share?: number };

/** A table whose rows bear their share as a bar behind the name. Only the first column is text. */
function Rows({ heads, rows, empty }: { heads: readonly string[]; rows: readonly Row[]; empty: string }) {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <table className="table shares">
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th key={head} scope="col" className={index > 0 ? 'number' : ''}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [name, ...numbers], share }) => (
          <tr key={key}>
            <th scope="row">
              {name}
              {share !== undefined && <Share share={share} />}
            </th>
            {numbers.map((cell, index) => (
              <td key={heads[index + 1]} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Share = ({ share }: { share: number }) => (
  <span className="share" style={{ '--share': `${share * 100}%` } as React.CSSProperties} />
);

const part = (of: number, total: number): number => (total === 0 ? 0 : of / total);

export function ConnectorsPanel({ report }: Parts) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const { connectors, currency, totals } = report;
  const heads = ['connector', 'sessions', 'energy', 'revenue', 'charging', 'parked'] as const;
  return (
    <Panel title={t('connectors')} aside={<SaveTable table="connectors" what={t('connectors')} />}>
      <Rows
        heads={heads.map((head) => t(head))}
        empty={t('nothing')}
        rows={connectors.map(({ connectorId, label, sessions, energyWh, gross, chargingMs, parkedMs }) => ({
          key: String(connectorId),
          share: part(energyWh, totals.energyWh),
          cells: [
            label,
            format.decimal(String(sessions)),
            format.quantity((energyWh / 1_000).toFixed(1), 'kWh'),
            format.money({ minor: gross, currency }),
            format.span(chargingMs),
            format.span(parkedMs),
          ],
        }))}
      />
    </Panel>
  );
}

export function PaymentsPanel({ report }: Parts) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const { payments, currency, totals } = report;
  const nameOf = ({ paidBy, brand, entryMode }: UsageReport['payments'][number]) =>
    paidBy === 'chargingKey' ? (
      t('chargingKey')
    ) : (
      <>
        {brand ?? t('otherCard')} <span className="soft">{t(`entry.${entryMode ?? 'unknown'}`)}</span>
      </>
    );
  return (
    <Panel title={t('payments')} aside={<SaveTable table="payments" what={t('payments')} />}>
      <p className="soft">{t('phones')}</p>
      <Rows
        heads={[t('payment'), t('sessions'), t('revenue')]}
        empty={t('nothing')}
        rows={payments.map((row) => ({
          key: `${row.paidBy} ${row.brand} ${row.entryMode}`,
          share: part(row.sessions, totals.sessions),
          cells: [nameOf(row), format.decimal(String(row.sessions)), format.money({ minor: row.gross, currency })],
        }))}
      />
    </Panel>
  );
}

const isKnown = (cause: string): cause is FaultCode => Object.hasOwn(faults, cause);

export function FailedPanel({ report }: Parts) {
  const { t } = useTranslation(['reports', 'fault']);
  const { format } = useMaintenance();
  const { failedStarts, totals } = report;
  const nameOf = (cause: string) =>
    isKnown(cause) ? (
      <>
        <span className="chip">{faults[cause].code}</span> {t(`fault:${faults[cause].text}`)}
      </>
    ) : (
      cause
    );
  return (
    <Panel title={t('reports:failed')} aside={<SaveTable table="failedStarts" what={t('reports:failed')} />}>
      <p className="soft">{t('reports:failedHint')}</p>
      <Rows
        heads={[t('reports:cause'), t('reports:count')]}
        empty={t('reports:nothing')}
        rows={failedStarts.map(({ cause, starts }) => ({
          key: cause,
          share: part(starts, totals.failedStarts),
          cells: [nameOf(cause), format.decimal(String(starts))],
        }))}
      />
    </Panel>
  );
}

export function UptimePanel({ report, aside }: { report: UptimeReport; aside?: ReactNode }) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const asPercent = new Intl.NumberFormat(format.tag, {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const percent = (share: number | null) => (share === null ? '–' : asPercent.format(share));
  return (
    <Panel title={t('uptime')} aside={aside}>
      <p className="soft">{t('uptimeHint')}</p>
      <Rows
        heads={[t('connector'), t('reliable'), t('nevi'), t('measured'), t('down')]}
        empty={t('nothing')}
        rows={report.connectors.map(({ connectorId, label, reliable, upNevi, measuredMs, down }) => ({
          key: String(connectorId),
          cells: [
            label,
            percent(reliable),
            percent(upNevi),
            measuredMs === 0 ? t('notMeasured') : format.span(measuredMs),
            down.length === 0
              ? t('never')
              : down.map(({ state, ms }) => (
                  <span key={state} className="down">
                    {t(`state.${state}`)} {format.span(ms)}
                  </span>
                )),
          ],
        }))}
      />
    </Panel>
  );
}

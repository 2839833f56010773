import { useTranslation } from 'react-i18next';
import type { UsageReport } from '../../../machines/reportView.ts';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';
import { weekdayText } from './periods.ts';
import { SaveTable } from './SaveTable.tsx';

/** From here on the blue is so dark that what stands on it is white. */
const DARK = 0.6;

/** When connectors charge: the week's hours, the busiest the bluest, each with its number. */
export function WeekPanel({ report }: { report: UsageReport }) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const { utilisation } = report;
  const shown = utilisation.filter(({ byHour }) => byHour.some((share) => share !== null));
  const most = Math.max(0.01, ...utilisation.flatMap(({ byHour }) => byHour.map((share) => share ?? 0)));
  return (
    <Panel title={t('week')} aside={<SaveTable table="utilisation" what={t('week')} />}>
      <p className="soft">{t('weekHint')}</p>
      <table className="week">
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={`h${hour}`} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ weekday, byHour }) => (
            <tr key={weekday}>
              <th scope="row">{weekdayText(weekday, format)}</th>
              {byHour.map((share, hour) => (
                <Hour key={`${weekday} ${hour}`} share={share} most={most} none={t('noSuchHour')} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Hour({ share, most, none }: { share: number | null; most: number; none: string }) {
  if (share === null)
    return (
      <td className="week-none">
        <span className="unseen">{none}</span>
      </td>
    );
  const blue = share / most;
  return (
    <td style={{ '--blue': `${Math.round(blue * 100)}%` } as React.CSSProperties} data-dark={blue > DARK || undefined}>
      {Math.round(share * 100)}
    </td>
  );
}

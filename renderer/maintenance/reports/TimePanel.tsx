import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '../../../machines/money.ts';
import type { UsagePoint, UsageReport } from '../../../machines/reportView.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Panel } from '../parts/Page.tsx';
import { type Bar, BarChart } from './BarChart.tsx';
import { pointText, shortPointText } from './periods.ts';
import { SaveTable } from './SaveTable.tsx';

const measures = ['revenue', 'energy', 'sessions'] as const;
type Measure = (typeof measures)[number];

const inMeasure: Record<Measure, (point: UsagePoint) => number> = {
  revenue: ({ gross }) => gross,
  energy: ({ energyWh }) => energyWh / 1_000,
  sessions: ({ sessions }) => sessions,
};

/** The period over time, as bars and as the same numbers. */
export function TimePanel({ report }: { report: UsageReport }) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const [measure, setMeasure] = useState<Measure>('revenue');
  const { points, currency, unit } = report;
  const write = useMemo(() => {
    const compact = new Intl.NumberFormat(format.tag, { notation: 'compact', maximumFractionDigits: 1 });
    const minorOf = (value: number) => format.money({ minor: value, currency });
    return {
      revenue: { text: minorOf, shortText: (value: number) => compact.format(value / 10 ** minorDigits(currency)) },
      energy: {
        text: (value: number) => format.quantity(value.toFixed(1), 'kWh'),
        shortText: (value: number) => compact.format(value),
      },
      sessions: {
        text: (value: number) => format.decimal(String(value)),
        shortText: (value: number) => compact.format(value),
      },
    } as const;
  }, [format, currency]);
  const bars = useMemo<Bar[]>(() => {
    const within = points[0]?.at.slice(0, 7) === points.at(-1)?.at.slice(0, 7) ? 'month' : 'months';
    return points.map((point) => ({
      name: pointText(point.at, format),
      shortName: shortPointText(point.at, format, within),
      value: inMeasure[measure](point),
    }));
  }, [points, measure, format]);
  const title = t('chartOf', { what: t(measure), when: t(`chart.${unit}`) });
  return (
    <Panel title={title} aside={<SaveTable table="time" what={title} />}>
      <div className="choice">
        {measures.map((each) => (
          <Key key={each} current={each === measure} onPress={() => setMeasure(each)}>
            {t(each)}
          </Key>
        ))}
      </div>
      <BarChart bars={bars} tone={measure === 'energy' ? 'energy' : 'ink'} title={title} {...write[measure]} />
      <details className="numbers">
        <summary>{t('numbers')}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              {measures.map((each) => (
                <th key={each} scope="col" className="number">
                  {t(each)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.at}>
                <th scope="row">{pointText(point.at, format)}</th>
                {measures.map((each) => (
                  <td key={each} className="number">
                    {write[each].text(inMeasure[each](point))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EstimateQuestion } from '../../machines/estimate.ts';
import { usePage } from '../page.ts';
import { useEstimate } from '../useEstimate.ts';
import { CostLines } from './CostLines.tsx';
import { Countdown } from './Countdown.tsx';
import { Sheet } from './Sheet.tsx';
import { Choices, Stepper, type Steps } from './Stepper.tsx';

const energySteps: Steps = { least: 5, most: 200, step: 5, presets: [10, 20, 40, 60] };
const percentSteps: Steps = { least: 0, most: 100, step: 5, presets: [] };
const capacitySteps: Steps = { least: 20, most: 150, step: 10, presets: [] };
const ways = ['energy', 'battery'] as const;

/** What a charge would cost: for so much energy, or from one state of charge to another. */
export function CostSheet(props: { connectorId: number; until: number; onClose: () => void }) {
  const { connectorId, until, onClose } = props;
  const { t } = useTranslation('price');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const [way, setWay] = useState<(typeof ways)[number]>('energy');
  const [kwh, setKwh] = useState(30);
  const [battery, setBattery] = useState({ from: 20, to: 80, kwh: 60 });
  const question: EstimateQuestion =
    way === 'energy'
      ? { kind: 'energy', energyWh: kwh * 1000 }
      : { kind: 'battery', capacityWh: battery.kwh * 1000, fromPercent: battery.from, toPercent: battery.to };
  const estimate = useEstimate(connectorId, question);
  const inKwh = (value: number) => format.quantity(String(value), 'kWh');
  return (
    <Sheet title={t('cost.title')} className="choosing cost" onClose={onClose}>
      <div className="beside">
        <div className="question">
          <Choices value={way} choices={ways} show={(each) => t(`cost.${each}`)} onChange={setWay} />
          {way === 'energy' ? (
            <Stepper label={t('cost.energy')} value={kwh} steps={energySteps} show={inKwh} onChange={setKwh} />
          ) : (
            <>
              <Stepper
                label={t('cost.from')}
                value={battery.from}
                steps={{ ...percentSteps, most: battery.to }}
                show={format.percent}
                onChange={(from) => setBattery({ ...battery, from })}
              />
              <Stepper
                label={t('cost.to')}
                value={battery.to}
                steps={{ ...percentSteps, least: battery.from }}
                show={format.percent}
                onChange={(to) => setBattery({ ...battery, to })}
              />
              <Stepper
                label={t('cost.capacity')}
                value={battery.kwh}
                steps={capacitySteps}
                show={inKwh}
                onChange={(capacity) => setBattery({ ...battery, kwh: capacity })}
              />
            </>
          )}
        </div>
        <div className="answer" role="status">
          {estimate && (
            <>
              <strong className="sum">{format.money(estimate.total)}</strong>
              <p>{t('cost.time', { time: format.span(estimate.durationMs) })}</p>
              <CostLines lines={estimate.lines} />
            </>
          )}
        </div>
      </div>
      <p className="soft">{t('cost.note')}</p>
      <footer className="actions">
        <Countdown until={until} />
        <Button className="touch primary" data-back onPress={onClose}>
          {common('back')}
        </Button>
      </footer>
    </Sheet>
  );
}

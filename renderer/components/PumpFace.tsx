import { useTranslation } from 'react-i18next';
import { minorDigits } from '../../machines/money.ts';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { type PumpReading, readPump } from '../pump.ts';
import { CostLines } from './CostLines.tsx';
import { Drums } from './Drums.tsx';
import { PriceParts } from './PriceParts.tsx';

/** The face of the pump: energy, price per kWh, total, and below them what makes up the total. */
export function PumpFace({ view }: { view: KioskView }) {
  const { t } = useTranslation();
  const reading = readPump(view);
  const { screen } = view;
  return (
    <section className="pump" aria-label={t('pump.label')} data-flow={reading.flow}>
      <header className="plate">
        <span className="station">{view.station.name}</span>
        <span className="flow">
          <span className="flow-mark" aria-hidden="true" />
          {t(`pump.${reading.flow}`)}
        </span>
      </header>
      <Windows reading={reading} />
      {screen.name === 'charging' ? (
        <CostLines lines={screen.lines} />
      ) : screen.name === 'receipt' ? (
        <CostLines lines={screen.receipt.lines} />
      ) : (
        <PriceParts price={view.price} />
      )}
    </section>
  );
}

function Windows({ reading }: { reading: PumpReading }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const { energyWh, pricePerKwh, total } = reading;
  const mark = format.decimal('0.1').charAt(1);
  const symbol = format.symbol(total.currency);
  const cents = minorDigits(total.currency);
  const priceDigits = Math.max(pricePerKwh?.split('.')[1]?.length ?? 0, cents);
  return (
    <dl className="windows">
      <div className="window energy">
        <dt>{t('pump.energy')}</dt>
        <dd>
          <Drums value={energyWh} places={3} wheels={6} mark={mark} />
          <span className="spoken">{format.energy(energyWh)}</span>
          <span className="unit" aria-hidden="true">
            kWh
          </span>
        </dd>
      </div>
      <div className="window price">
        <dt>{t('pump.price')}</dt>
        <dd>
          {pricePerKwh !== null && (
            <Drums
              value={Math.round(Number(pricePerKwh) * 10 ** priceDigits)}
              places={priceDigits}
              wheels={priceDigits + 1}
              mark={mark}
            />
          )}
          <span className="spoken">{pricePerKwh === null ? '–' : format.price(pricePerKwh, total.currency)}</span>
          <span className="unit" aria-hidden="true">
            {t('units.perKwh', { symbol })}
          </span>
        </dd>
      </div>
      <div className="window total">
        <dt>{t('pump.total')}</dt>
        <dd>
          <Drums value={total.minor} places={cents} wheels={cents + 3} mark={mark} />
          <span className="spoken">{format.money(total)}</span>
          <span className="unit" aria-hidden="true">
            {symbol}
          </span>
        </dd>
      </div>
    </dl>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inMinorUnits } from '../../locales/format.ts';
import { minorDigits } from '../../machines/money.ts';
import type { KioskView } from '../../machines/view.ts';
import { NewsLine } from '../news/NewsLine.tsx';
import { usePage } from '../page.ts';
import { type PumpReading, readPump } from '../pump.ts';
import { BrandMark } from './BrandMark.tsx';
import { CostLines } from './CostLines.tsx';
import { Drums } from './Drums.tsx';
import { NextPrices } from './NextPrices.tsx';
import { PriceParts } from './PriceParts.tsx';

/** The face of the pump: energy, price per kWh, total, and below them what makes up the total. */
export function PumpFace({ view }: { view: KioskView }) {
  const { t } = useTranslation();
  const reading = readPump(view);
  const { screen } = view;
  return (
    <section className="pump" aria-label={t('pump.label')} data-flow={reading.flow}>
      <header className="plate">
        {view.panel.brand && <BrandMark brand={view.panel.brand} />}
        <span className="station">{view.station.name}</span>
        <span className="flow">
          <span className="flow-mark" aria-hidden="true" />
          {t(`pump.${reading.flow}`)}
        </span>
        <NewsLine view={view} />
      </header>
      <Windows reading={reading} energyIn={view.price.energyIn} />
      {screen.name === 'charging' ? (
        <>
          <CostLines lines={screen.lines} />
          <NextPrices price={view.price} />
        </>
      ) : 'receipt' in screen ? (
        <CostLines lines={screen.receipt.lines} />
      ) : (
        <PriceParts price={view.price} station={view.station} />
      )}
    </section>
  );
}

function Windows({ reading, energyIn }: { reading: PumpReading } & Pick<KioskView['price'], 'energyIn'>) {
  const { t } = useTranslation();
  const { format } = usePage();
  const { energyWh, pricePerKwh, total } = reading;
  const mark = format.decimal('0.1').charAt(1);
  const symbol = format.symbol(total.currency);
  const cents = minorDigits(total.currency);
  const told = pricePerKwh !== null && energyIn === 'minor' ? inMinorUnits(pricePerKwh, cents) : pricePerKwh;
  const priceDigits = Math.max(told?.split('.')[1]?.length ?? 0, energyIn === 'minor' ? 0 : cents);
  // Tens of watt-hours, cut off: the window never shows energy that has not flowed. The lines below have all digits.
  const energy = { value: Math.floor(energyWh / 10), places: 2, wheels: 5 };
  const price = {
    value: Math.round(Number(told) * 10 ** priceDigits),
    places: priceDigits,
    wheels: priceDigits + (energyIn === 'minor' ? 2 : 1),
  };
  return (
    <dl className="windows">
      <Window name="energy" term={t('pump.energy')} unit="kWh" spoken={format.energy(energyWh)}>
        <Drums {...energy} mark={mark} />
      </Window>
      <Window
        name="price"
        term={t('pump.price')}
        unit={t('units.perKwh', { symbol: energyIn === 'minor' ? format.minorSymbol(total.currency) : symbol })}
        spoken={pricePerKwh === null ? '–' : format.priceOfEnergy(pricePerKwh, { currency: total.currency, energyIn })}
      >
        {pricePerKwh !== null && <Drums {...price} mark={mark} />}
      </Window>
      <Window name="total" term={t('pump.total')} unit={symbol} spoken={format.money(total)}>
        <Drums value={total.minor} places={cents} wheels={cents + 3} mark={mark} />
      </Window>
    </dl>
  );
}

function Window(props: { name: string; term: string; unit: string; spoken: string; children: ReactNode }) {
  return (
    <div className={`window ${props.name}`}>
      <dt>
        {props.term} <span aria-hidden="true">{props.unit}</span>
      </dt>
      <dd>
        {props.children}
        <span className="spoken">{props.spoken}</span>
      </dd>
    </div>
  );
}

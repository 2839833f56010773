import { OcpiTariff } from '../../electron/billing/ocpiTariff.ts';
import type { Chance } from './chance.ts';

/** When the simulation's days begin, in the station's own time; windows are made so that charges meet their ends. */
const FROM_HOUR = 7;

/**
 * A tariff as an operator may think of it: prices by the clock, by what was charged, by time and power, with fees for the
 * session and for standing there, VAT inside or on top, at one rate or several, with limits or none.
 */
export function randomTariff(chance: Chance, id: string): OcpiTariff {
  const price = (low: number, high: number) => chance.between(low, high).toFixed(4);
  const vat = () => (chance.happens(0.8) ? 21 : (chance.pick([7, 0, null]) ?? undefined));
  const step = { energy: 1, parking: 1 };
  const energy = () => ({ type: 'ENERGY', price: price(0.2, 0.9), vat: vat(), step_size: step.energy });
  const time = () => ({ type: 'TIME', price: price(1, 12), vat: vat(), step_size: 1 });
  const parking = () => ({ type: 'PARKING_TIME', price: price(3, 30), vat: vat(), step_size: step.parking });
  const clock = () => {
    const minutes = FROM_HOUR * 60 + chance.whole(300);
    const two = (n: number) => String(n).padStart(2, '0');
    return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  };
  const restrictions = [
    () => ({ start_time: clock(), end_time: clock() }),
    () => ({ start_time: clock() }),
    () => ({ max_kwh: Number(chance.between(0.1, 1.5).toFixed(3)) }),
    () => ({ min_kwh: Number(chance.between(0.1, 1.5).toFixed(3)), max_kwh: 3 }),
    () => ({ max_duration: 5 + chance.whole(60) }),
    () => ({ min_power: 20 + chance.whole(100) }),
    () => ({ end_time: clock(), max_kwh: 1 }),
  ];
  const special = () => ({
    restrictions: chance.pick(restrictions)(),
    price_components: [energy(), time(), parking()].filter((_, i) => chance.happens(i === 0 ? 0.9 : 0.3)),
  });
  // Steps of dearer and cheaper parts together let a price fall by OCPI's own rule: the last step is the last one's.
  const isStepped = chance.happens(0.3);
  if (isStepped) Object.assign(step, { energy: chance.pick([1, 100]), parking: 60 });
  const specials = isStepped
    ? []
    : Array.from({ length: chance.whole(4) }, special).filter((each) => each.price_components.length > 0);
  const usual = [
    energy(),
    ...(chance.happens(0.3) ? [time()] : []),
    ...(chance.happens(0.7) ? [parking()] : []),
    ...(chance.happens(0.6) ? [{ type: 'FLAT', price: price(0, 1), vat: vat(), step_size: 1 }] : []),
  ];
  return OcpiTariff.parse({
    id,
    currency: 'EUR',
    type: 'AD_HOC_PAYMENT',
    tax_included: chance.pick(['YES', 'YES', 'NO']),
    elements: [...specials, { price_components: usual }],
    ...(chance.happens(0.1) ? { min_price: { incl_vat: chance.between(0.2, 1).toFixed(2) } } : {}),
    ...(chance.happens(0.1) ? { max_price: { incl_vat: chance.between(1.5, 6).toFixed(2) } } : {}),
  });
}

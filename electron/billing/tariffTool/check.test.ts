import { describe, expect, test } from 'vitest';
import example from '../../station/example.config.json' with { type: 'json' };
import { element, energy, flat, NOON_MS, parking, tariffWith, time } from '../fixtures.ts';
import { OcpiTariff } from '../ocpiTariff.ts';
import { check } from './check.ts';

const vat = { vat: 21 };
const said = (elements: readonly object[], rest: object = {}): string[] =>
  check(tariffWith(elements, rest), NOON_MS).map(({ severity, path, text }) => `${severity} ${path}: ${text}`);

test('the example tariff has no errors, and one step to think about', () => {
  const remarks = check(OcpiTariff.parse(example.tariff), NOON_MS);
  expect(remarks.map(({ severity, path }) => [severity, path])).toEqual([
    ['warning', 'elements.0.price_components.2.step_size'],
  ]);
});

test('a tariff in order has nothing said of it', () => {
  const night = element({ start_time: '22:00', end_time: '06:00' }, energy('0.30', vat));
  expect(said([night, energy('0.59', vat), flat(0.35, vat)])).toEqual([]);
  expect(said([element({ max_kwh: 30 }, energy('0.59', vat)), energy('0.79', vat)])).toEqual([]);
});

test('steps that differ, because the last one is rounded up by', () => {
  const hourly = element({ end_time: '13:00' }, parking(60, { ...vat, step_size: 300 }));
  const of = (step_size: number) => said([hourly, parking(6, { ...vat, step_size })]).map((one) => one.split(': ')[1]);
  expect(of(1)).toContain('1 here and 300 in elements.0');
  expect(of(300)).not.toContain('300 here and 300 in elements.0');
});

describe('prices that are never used', () => {
  test('because a default stands before them', () => {
    expect(
      said([energy('0.60', vat), element({ start_time: '22:00', end_time: '06:00' }, energy('0.30', vat))]),
    ).toEqual([
      'error elements.1.price_components.0: this price of energy is never used: elements.0 always comes first; put it before elements.0 if it is to count',
    ]);
  });

  test('because several together always come first', () => {
    const [dead] = said([
      element({ end_time: '12:00' }, energy('0.50', vat)),
      element({ start_time: '12:00' }, energy('0.60', vat)),
      element({ day_of_week: ['SUNDAY'] }, energy('0.30', vat)),
    ]);
    expect(dead).toBe(
      'error elements.2.price_components.0: this price of energy is never used: elements.0 or elements.1 always comes first',
    );
  });

  test('because their restrictions exclude one another', () => {
    expect(said([element({ min_kwh: 30, max_kwh: 20 }, energy('0.30', vat)), energy('0.60', vat)])[0]).toMatch(
      /^error elements\.0\.price_components\.0: .* its restrictions exclude one another$/,
    );
  });

  test('but only the dimension that is: the rest of the element counts', () => {
    const remarks = said([
      element({ max_kwh: 30 }, energy('0.50', vat)),
      { price_components: [energy('0.60', vat), time(6, vat)] },
      element({ min_kwh: 30 }, energy('0.70', vat), flat(1, vat)),
    ]);
    expect(remarks.filter((remark) => remark.startsWith('error'))).toEqual([
      expect.stringContaining('elements.2.price_components.0'),
    ]);
  });

  test('because a reservation knows only time and fee', () => {
    expect(said([element({ reservation: 'RESERVATION' }, time(2, vat), energy(1, vat)), energy(1, vat)])[0]).toMatch(
      /^error elements\.0: a reservation knows only TIME and FLAT/,
    );
  });
});

describe('gaps and overlaps', () => {
  test('energy that is free at times is a warning, idle time that is a note', () => {
    expect(
      said([
        element({ start_time: '06:00', end_time: '22:00' }, energy('0.60', vat)),
        element({ day_of_week: ['MONDAY'] }, parking(6, vat)),
      ]),
    ).toEqual([
      'warning elements: energy is free where no element prices it: for example at 00:00',
      'note elements: idle time is free where no element prices it: for example on Tuesday',
    ]);
  });

  test('two special prices that overlap in part are a note: their order counts', () => {
    expect(
      said([
        element({ start_time: '22:00' }, energy('0.30', vat)),
        element({ day_of_week: ['SATURDAY', 'SUNDAY'] }, energy('0.40', vat)),
        energy('0.60', vat),
      ]),
    ).toEqual([
      'note elements.1.price_components.0: elements.0 has another price of energy at the same moment, for example on Saturday, at 22:00: the first one counts',
    ]);
  });

  test('energy without a price is told, and so is a tariff without any', () => {
    expect(said([time(6, vat)])).toEqual(['note elements: energy is free: no element prices it']);
    expect(said([energy(0, vat)])).toEqual(['warning elements: everything is free: no price is above 0']);
  });

  test('dates, durations and powers are looked at too', () => {
    const remarks = said([
      element({ end_date: '2026-12-01', max_power: 50, max_duration: 3600 }, energy('0.50', vat)),
      element({ start_date: '2026-12-01' }, energy('0.60', vat)),
    ]);
    expect(remarks).toEqual([
      'warning elements: energy is free where no element prices it: for example on 2026-11-30, 60 min into the session, from 0 kW',
    ]);
  });

  test('too many conditions to look at all of them are told', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      element({ min_kwh: i, min_duration: i * 60, min_power: i, min_current: i }, energy('0.50', vat)),
    );
    expect(said(many).some((remark) => remark.includes('too many different conditions'))).toBe(true);
  });
});

describe('values that are hardly meant', () => {
  test.each([
    ['cents', energy(59, vat), 'price: 59 EUR per kWh: is the price in cents, or per MWh?'],
    ['a price per Wh', energy('0.00059', vat), 'price: 0.00059 EUR per kWh: is the price per Wh?'],
    ['a price per minute', parking('0.20', vat), 'price: 0.2 EUR per hour: is the price per minute?'],
    ['a fee in cents', flat(150, vat), 'price: 150 EUR per charge: is the price in cents?'],
    ['a fraction for a percentage', energy('0.5', { vat: 0.19 }), 'vat: 0.19 %: VAT is a percentage; is 19 meant?'],
    ['VAT of another world', energy('0.5', { vat: 55 }), 'vat: 55 % is more VAT than any country takes'],
    [
      'a step of 100 kWh',
      energy('0.5', { ...vat, step_size: 100_000 }),
      'step_size: billed per started 100 kWh: is that meant?',
    ],
    ['a step at all', time(6, { ...vat, step_size: 300 }), 'step_size: billed per started 5 min: consumer law'],
  ])('%s', (_what, component, text) => {
    expect(said([component]).find((remark) => remark.startsWith('warning'))).toContain(
      `warning elements.0.price_components.0.${text}`,
    );
  });

  test('the same number is plausible where money is worth less', () => {
    expect(said([energy(59, vat)], { currency: 'JPY' })).toEqual([]);
    expect(said([energy(59, vat)], { currency: 'KWD' })).toHaveLength(1);
  });

  test.each([
    [{ max_kwh: 30_000 }, 'max_kwh: 30000 kWh: are Wh meant?'],
    [{ min_power: 50_000 }, 'min_power: 50000 kW: are W meant?'],
    [{ min_duration: 30 }, 'min_duration: 30 seconds: are minutes meant?'],
  ])('a restriction such as %j', (restrictions, text) => {
    expect(said([element(restrictions, energy('0.50', vat)), energy('0.60', vat)])).toContain(
      `warning elements.0.restrictions.${text}`,
    );
  });

  test('a minimum price in cents', () => {
    expect(said([energy('0.5', vat)], { min_price: 100 })[0]).toBe(
      'warning min_price: each charge costs at least 100 EUR: is it in cents?',
    );
  });
});

describe('taxes', () => {
  test('a limit whose two sides are not the VAT apart', () => {
    expect(said([energy('0.5', vat)], { min_price: { excl_vat: 5, incl_vat: 5 } })[0]).toMatch(
      /^error min_price: 5 without and 5 with VAT are not \d+ % apart/,
    );
  });

  test('VAT that only some prices state', () => {
    expect(said([{ price_components: [energy('0.5', vat), flat(1)] }])).toEqual([
      'warning elements.0.price_components.1.vat: is missing while other prices state VAT: this one is taken as not taxable',
    ]);
  });

  test.each([
    [{}, 'warning elements: no price states VAT'],
    [{ tax_included: 'NO' }, 'error tax_included: taxes come on top, and no rate is stated'],
    [{ tax_included: 'YES' }, 'warning tax_included: prices include taxes, and no rate is stated'],
  ])('none stated with %j', (rest, text) => {
    expect(said([energy('0.5')], rest)[0]).toContain(text);
  });

  test('stated where there are none', () => {
    expect(said([energy('0.5', vat)], { tax_included: 'N/A' })).toEqual([
      'warning elements.0.price_components.0.vat: has no effect: tax_included is N/A',
    ]);
  });
});

describe('what is right by the letter and often meant otherwise', () => {
  test('a tariff that is over, or yet to come', () => {
    expect(said([energy('0.5', vat)], { end_date_time: '2026-11-01T00:00:00Z' })).toEqual([
      'error end_date_time: it has ended at 2026-11-01T00:00:00Z',
    ]);
    expect(said([energy('0.5', vat)], { start_date_time: '2026-12-01T00:00:00Z' })).toEqual([
      'warning start_date_time: it is not valid before 2026-12-01T00:00:00Z',
    ]);
    const never = { start_date_time: '2026-12-01T00:00:00Z', end_date_time: '2026-11-01T00:00:00Z' };
    expect(said([energy('0.5', vat)], never)[0]).toMatch(/^error end_date_time: it ends before it begins/);
  });

  test('a weekday with hours past midnight, and a duration for idling', () => {
    const fridayNight = { day_of_week: ['FRIDAY'], start_time: '22:00', end_time: '06:00' };
    expect(said([element(fridayNight, energy('0.3', vat)), energy('0.5', vat)])[0]).toMatch(
      /^note elements\.0\.restrictions\.day_of_week: past midnight it is the next day: the hours until 06:00/,
    );
    expect(said([energy('0.5', vat), element({ min_duration: 3600 }, parking(6, vat))])).toContain(
      'note elements.1.restrictions: durations count from the start of the session, not from the end of charging',
    );
  });
});

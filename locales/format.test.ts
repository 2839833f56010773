import { describe, expect, it } from 'vitest';
import { formatOf } from './format.ts';

const at = Date.UTC(2026, 6, 21, 22, 5); // 00:05 the next day in Madrid's summer time
/** Every space as the plain one, without the marks that keep a line's direction. */
const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f]/g, '');

describe('formats', () => {
  it.each([
    ['en', '€1,234.50', '0.590', '00:05', '€0.59', '12%'],
    ['de', '1.234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['es', '1234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['fr', '1 234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['it', '1234,50 €', '0,590', '00:05', '0,59 €', '12%'],
    ['pt', '1234,50 €', '0,590', '00:05', '0,59 €', '12%'],
    ['nl', '€ 1.234,50', '0,590', '00:05', '€ 0,59', '12%'],
    ['pl', '1234,50 €', '0,590', '00:05', '0,59 €', '12%'],
    ['cs', '1 234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['sv', '1 234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['tr', '€1.234,50', '0,590', '00:05', '€0,59', '%12'],
    ['uk', '1 234,50 €', '0,590', '00:05', '0,59 €', '12%'],
    ['ar', '1,234.50 €', '0.590', '00:05', '0.59 €', '12%'],
    ['he', '1,234.50 €', '0.590', '00:05', '0.59 €', '12%'],
    ['zh-CN', '€1,234.50', '0.590', '00:05', '€0.59', '12%'],
    ['ja', '€1,234.50', '0.590', '00:05', '€0.59', '12%'],
  ])('%s', (language, money, decimal, clock, price, percent) => {
    const format = formatOf(language, 'Europe/Madrid');
    expect(spaces(format.money({ minor: 123_450, currency: 'EUR' }))).toBe(money);
    expect(format.decimal('0.590')).toBe(decimal);
    expect(format.clock(at)).toBe(clock);
    expect(spaces(format.price('0.59', 'EUR'))).toBe(price);
    expect(spaces(format.percent(12))).toBe(percent);
  });

  it('keeps the digits a price has, and those its currency asks for', () => {
    const format = formatOf('en', 'Europe/Madrid');
    expect(format.price('0.5925', 'EUR')).toBe('€0.5925');
    expect(format.price('12', 'EUR')).toBe('€12.00');
    expect(format.money({ minor: 1250, currency: 'JPY' })).toBe('¥1,250');
    expect(spaces(format.money({ minor: 2_000_050, currency: 'HUF' }))).toBe('Ft 20,000.50');
    expect(format.decimal('900719925474099.123')).toBe('900,719,925,474,099.123');
  });

  it.each(['ar', 'he'])('in %s a quantity and its unit keep their order, and digits are the meter’s', (language) => {
    const format = formatOf(language, 'Europe/Madrid');
    expect(format.power(118_000)).toBe('\u2068118 kW\u2069');
    expect(format.quantity('28.356', 'kWh')).toBe('\u206828.356 kWh\u2069');
    for (const text of [format.span(300_000), format.dateTime(at), format.instant(at)])
      expect(text).toMatch(/^[^\u0660-\u0669]*\d[^\u0660-\u0669]*$/);
  });

  it('tells spans and what is left', () => {
    const format = formatOf('en', 'Europe/Madrid');
    expect(format.span(10 * 60_000)).toBe('10\u00a0min');
    expect(format.span(65 * 60_000)).toBe('1\u00a0hr 5\u00a0min');
    expect(format.span(120 * 60_000)).toBe('2\u00a0hr');
    expect(format.span(0)).toBe('0\u00a0min');
    expect(format.countdown(105_000)).toBe('1:45');
    expect(format.countdown(900)).toBe('0:01');
    expect(format.countdown(-5)).toBe('0:00');
  });
});

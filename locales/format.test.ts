import { describe, expect, it } from 'vitest';
import { formatOf } from './format.ts';

const at = Date.UTC(2026, 6, 21, 22, 5); // 00:05 the next day in Madrid's summer time
const spaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it.each([
    ['en', '€1,234.50', '0.590', '00:05', '€0.59', '12%'],
    ['de', '1.234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
    ['es', '1234,50 €', '0,590', '00:05', '0,59 €', '12 %'],
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
    expect(format.decimal('900719925474099.123')).toBe('900,719,925,474,099.123');
  });

  it('tells spans and what is left', () => {
    const format = formatOf('en', 'Europe/Madrid');
    expect(format.span(10 * 60_000)).toBe('10 min');
    expect(format.span(65 * 60_000)).toBe('1 hr 5 min');
    expect(format.span(120 * 60_000)).toBe('2 hr');
    expect(format.span(0)).toBe('0 min');
    expect(format.countdown(105_000)).toBe('1:45');
    expect(format.countdown(900)).toBe('0:01');
    expect(format.countdown(-5)).toBe('0:00');
  });
});

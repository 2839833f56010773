import type { Dimension } from '../ocpiTariff.ts';
import type { Reason } from '../tariff/reasons.ts';
import type { BilledDimension } from '../tariff/shares.ts';

/** English for operators: dimensions, and the reasons of a price. */

export const NAMES = {
  ENERGY: 'energy',
  TIME: 'charging time',
  PARKING_TIME: 'idle time',
  FLAT: 'start fee',
  RESERVATION_TIME: 'reservation time',
  RESERVATION_FLAT: 'reservation fee',
} as const satisfies Record<BilledDimension, string>;

export const PER = {
  ENERGY: 'per kWh',
  TIME: 'per hour',
  PARKING_TIME: 'per hour',
  FLAT: 'per charge',
} as const satisfies Record<Dimension, string>;

const MINUTE_S = 60;
export const lengthOf = (seconds: number): string =>
  seconds > 0 && seconds % MINUTE_S === 0 ? `${seconds / MINUTE_S} min` : `${seconds} s`;

export const day = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase();

function between(from: string | null, to: string | null, unit = ''): string {
  const of = (value: string) => (unit ? `${value} ${unit}` : value);
  if (from === null) return to === null ? 'always' : `below ${of(to)}`;
  return to === null ? `from ${of(from)}` : `${from} to ${of(to)}`;
}

export function wordsOf(reason: Reason): string {
  switch (reason.code) {
    case 'time':
      return `${reason.from ?? '00:00'}–${reason.to === null || reason.to === '00:00' ? '24:00' : reason.to}`;
    case 'date':
      return reason.from === null ? `before ${reason.to}` : between(reason.from, reason.to);
    case 'energy':
      return between(reason.from, reason.to, 'kWh');
    case 'power':
      return between(reason.from, reason.to, 'kW');
    case 'current':
      return between(reason.from, reason.to, 'A');
    case 'duration': {
      const length = (seconds: string | null) => (seconds === null ? null : lengthOf(Number(seconds)));
      return `${between(length(reason.from), length(reason.to))} into the session`;
    }
    case 'weekday':
      return reason.days.map(day).join(', ');
    case 'reservation':
      return 'reserved';
    case 'reservationExpired':
      return 'reservation expired';
    case 'step':
      return `fills the step of ${reason.size}`;
    case 'unpriced':
      return 'no element prices it';
  }
}

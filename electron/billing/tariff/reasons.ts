import type { Restrictions } from '../ocpiTariff.ts';

/**
 * Why a component applies: the restrictions of its element, as codes and values a text in any language can be made of.
 * `from` is inclusive, `to` exclusive; null is open. No reason: it applies always.
 */
export type Reason =
  | { readonly code: 'time' | 'date'; readonly from: string | null; readonly to: string | null }
  /** kWh of the session, kW, A or seconds of the session. */
  | {
      readonly code: 'energy' | 'power' | 'current' | 'duration';
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly code: 'weekday'; readonly days: readonly string[] }
  | { readonly code: 'reservation' | 'reservationExpired' }
  /** Rounded up to whole steps of so many Wh or seconds. */
  | { readonly code: 'step'; readonly size: number }
  /** No element has a price for this: it is free. */
  | { readonly code: 'unpriced' };

export function reasonsOf(restrictions: Restrictions = {}): readonly Reason[] {
  const r = restrictions;
  const bounds = (
    code: Extract<Reason, { from: unknown }>['code'],
    from: string | number | undefined,
    to: string | number | undefined,
  ): Reason[] =>
    from === undefined && to === undefined
      ? []
      : [{ code, from: from === undefined ? null : String(from), to: to === undefined ? null : String(to) }];
  return [
    ...bounds('date', r.start_date, r.end_date),
    ...(r.day_of_week && r.day_of_week.length > 0 ? [{ code: 'weekday', days: r.day_of_week } as const] : []),
    ...bounds('time', r.start_time, r.end_time),
    ...bounds('energy', r.min_kwh, r.max_kwh),
    ...bounds('duration', r.min_duration, r.max_duration),
    ...bounds('power', r.min_power, r.max_power),
    ...bounds('current', r.min_current, r.max_current),
    ...(r.reservation === 'RESERVATION' ? [{ code: 'reservation' } as const] : []),
    ...(r.reservation === 'RESERVATION_EXPIRES' ? [{ code: 'reservationExpired' } as const] : []),
  ];
}

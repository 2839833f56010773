import type { EntryMode } from './ports/cardTerminal.ts';
import type { PaidBy } from './receiptView.ts';

/** What operators and bookkeepers are shown of a period. Days are the place's own, "2026-11-23"; amounts in minor units. */

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'custom';

/** Whole days, `to` left out. */
export type DaySpan = { readonly from: string; readonly to: string };

export type ReportPeriod = DaySpan & {
  readonly kind: PeriodKind;
  readonly timeZone: string;
  /** Its last day is not over yet. */
  readonly isRunning: boolean;
};

export type UsageSums = {
  readonly sessions: number;
  readonly energyWh: number;
  readonly gross: number;
  readonly net: number;
  readonly idleFee: number;
  readonly failedStarts: number;
};

/** `at`: "2026-11", "2026-11-23" or, of one day, "2026-11-23 18". Every one of the period is there, also with nothing in it. */
export type UsagePoint = {
  readonly at: string;
  readonly sessions: number;
  readonly energyWh: number;
  readonly gross: number;
};

export type ConnectorUsage = {
  readonly connectorId: number;
  readonly label: string;
  readonly sessions: number;
  readonly energyWh: number;
  readonly gross: number;
  readonly chargingMs: number;
  /** Plugged in and not charging. */
  readonly parkedMs: number;
};

/** Why a connector could not be used. */
export type DownState = 'fault' | 'emergencyStop' | 'controllerAway' | 'terminalAway' | 'outOfService' | 'stationOff';

/**
 * `up` is free, reserved or in use. `reliable` (UK Public Charge Point Regulations 2023, reg. 7): up, of the time
 * measured. `upNevi` (23 CFR 680.116(b)): the same, with the time staff had it out of service taken for maintenance,
 * which is excluded. Shares of 1; null while nothing was measured.
 */
export type ConnectorUptime = {
  readonly connectorId: number;
  readonly label: string;
  readonly measuredMs: number;
  readonly down: readonly { readonly state: DownState; readonly ms: number }[];
  readonly reliable: number | null;
  readonly upNevi: number | null;
};

export type UptimeReport = { readonly period: ReportPeriod; readonly connectors: readonly ConnectorUptime[] };

export type UsageReport = {
  readonly period: ReportPeriod;
  /** The one it is compared with: the one before, as far as this one has come. */
  readonly before: DaySpan;
  readonly currency: string;
  readonly totals: UsageSums;
  readonly totalsBefore: UsageSums;
  /** Billed in another currency, and in none of the sums. */
  readonly otherCurrencies: readonly { readonly currency: string; readonly sessions: number; readonly gross: number }[];
  readonly unit: 'hour' | 'day' | 'month';
  readonly points: readonly UsagePoint[];
  /** Share of the time connectors charged, by weekday (0 is Monday) and hour; null where there was no such hour yet. */
  readonly utilisation: readonly { readonly weekday: number; readonly byHour: readonly (number | null)[] }[];
  /** The same over everything. */
  readonly utilised: number | null;
  readonly connectors: readonly ConnectorUsage[];
  readonly payments: readonly {
    readonly paidBy: PaidBy;
    /** As the terminal names it, in capitals; null when it did not, or with a charging key. */
    readonly brand: string | null;
    readonly entryMode: EntryMode | null;
    readonly sessions: number;
    readonly gross: number;
  }[];
  /** The most frequent first. Causes are codes of `faults.ts`; one that is no longer there is told as it is. */
  readonly failedStarts: readonly { readonly cause: string; readonly starts: number }[];
};

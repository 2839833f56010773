import type { Result } from '../../machines/result.ts';
import type { PeriodInput } from '../maintenance/reports.ts';
import type { ReportTable } from '../reports/csv.ts';

/** What only Electron knows of the machine or can do to it. Reached from the maintenance window alone. */

export type DisplayView = {
  readonly id: number;
  readonly label: string;
  readonly isPrimary: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Degrees, clockwise. */
  readonly rotation: number;
  readonly scale: number;
  readonly hertz: number;
  readonly touch: 'available' | 'unavailable' | 'unknown';
};
export type PowerView = {
  readonly onBattery: boolean;
  /** The panel is kept from going dark. */
  readonly keptAwake: boolean;
  /** Since somebody touched this machine last. */
  readonly untouchedMs: number;
};
export type ProcessView = {
  readonly kind: 'station' | 'page' | 'graphics' | 'helper';
  readonly pid: number;
  /** Of one core, since it was asked last. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
};
export type FiguresView = {
  /** Whether the graphics chip draws; else the processor does, slowly. */
  readonly isAccelerated: boolean;
  /** Vendor and device as PCI numbers them; null where Chromium found none. */
  readonly adapter: string | null;
  readonly processes: readonly ProcessView[];
};

export type MachineTrouble = { readonly code: string };
type Answer<V> = Promise<Result<V, MachineTrouble>>;

/**
 * Each function by its name, with the token of whoever asks. It is `window.surtidorMachine` in Electron's maintenance
 * window; in a browser there is none.
 */
export type MachineApi = {
  displays(token: string): Answer<readonly DisplayView[]>;
  power(token: string): Answer<PowerView>;
  figures(token: string): Answer<FiguresView>;
  /** Ends the program and begins it anew; not while somebody pays or charges. */
  relaunch(token: string): Answer<null>;
  /** A table of a report, onto a USB stick by the system's own dialog. Null: the person changed their mind. */
  saveTable(
    token: string,
    what: { readonly period: PeriodInput; readonly table: ReportTable },
  ): Answer<{ readonly path: string } | null>;
  /** Of the maintenance window, for an administrator. They close when the session has ended. */
  developerTools(token: string): Answer<null>;
};
export type MachineFunction = keyof MachineApi;

/** All there are. The preload names them to the page, and remote hands out no other. */
export const machineFunctions = [
  'displays',
  'power',
  'figures',
  'relaunch',
  'saveTable',
  'developerTools',
] as const satisfies readonly MachineFunction[];

/** The one module that can be required from afar. */
export const MACHINE_MODULE = 'surtidor:machine';
/** A question and its answer cross as JSON: no object of either side is ever reachable from the other. */
export type RemoteCall = (question: string, answer: (text: string) => void) => void;

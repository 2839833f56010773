import { readFileSync, statfsSync } from 'node:fs';
import { freemem, totalmem, uptime } from 'node:os';

/** The machine the station runs on, as far as it tells. */
export type MachineView = {
  /** Where the books are. Null: the disk cannot be asked. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly memory: { readonly freeBytes: number; readonly totalBytes: number; readonly ownBytes: number };
  /** Since the station started, and since the machine did. */
  readonly stationUpMs: number;
  readonly machineUpMs: number;
  /** What the machine's clock reads, and how far the station's own is behind. */
  readonly wallMs: number;
  readonly behindMs: number;
  readonly temperatureC: number | null;
};

/** Linux tells the processor's temperature here, in thousandths of a degree. */
const THERMAL = '/sys/class/thermal/thermal_zone0/temp';

export function lookAtMachine(dataDir: string, stationNowMs: number): MachineView {
  const wallMs = Date.now();
  return {
    disk: diskOf(dataDir),
    memory: { freeBytes: freemem(), totalBytes: totalmem(), ownBytes: process.memoryUsage.rss() },
    stationUpMs: process.uptime() * 1000,
    machineUpMs: uptime() * 1000,
    wallMs,
    behindMs: wallMs - stationNowMs,
    temperatureC: temperature(),
  };
}

function diskOf(folder: string): MachineView['disk'] {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

function temperature(): number | null {
  try {
    const thousandths = Number(readFileSync(THERMAL, 'utf8'));
    return Number.isFinite(thousandths) ? thousandths / 1000 : null;
  } catch {
    return null;
  }
}

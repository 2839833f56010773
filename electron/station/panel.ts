import type { PanelView } from '../../machines/panelView.ts';
import { localTime } from '../billing/tariff/localTime.ts';
import type { Config } from './config.ts';

/** The panel as it is to be lit now. */
export function panelView({ screen, station }: Config, nowMs: number, resting: boolean): PanelView {
  const { panelInches, lowerEdgeMm, theme, dayBrightnessPercent, nightBrightnessPercent, restBrightnessPercent } =
    screen;
  const { second } = localTime(nowMs, station.timeZone);
  const isNight = isBetween(screen.nightFrom, screen.nightUntil, second);
  const lit = isNight ? nightBrightnessPercent : dayBrightnessPercent;
  return {
    diagonalInches: panelInches,
    lowerEdgeMm,
    theme: theme === 'clock' ? (isNight ? 'night' : 'day') : theme,
    brightnessPercent: resting ? Math.min(lit, restBrightnessPercent) : lit,
    resting,
    brand: null,
  };
}

/** Of the chime: people may live beside the station. */
export function chimeVolume({ access, station }: Config, nowMs: number): number {
  const { volume, quietFrom, quietUntil } = access.chime;
  return isBetween(quietFrom, quietUntil, localTime(nowMs, station.timeZone).second) ? 0 : volume;
}

/** Between two times of day, which usually span midnight. */
function isBetween(from: string, until: string, second: number): boolean {
  const [begin, end] = [secondOf(from), secondOf(until)];
  return begin > end ? second >= begin || second < end : second >= begin && second < end;
}

/** "21:30" in seconds after midnight. */
function secondOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60;
}

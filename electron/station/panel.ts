import type { PanelView } from '../../machines/panelView.ts';
import { localTime } from '../billing/tariff/localTime.ts';
import type { Config } from './config.ts';

/** The panel as it is to be lit now. */
export function panelView({ screen, station }: Config, nowMs: number, resting: boolean): PanelView {
  const { panelInches, lowerEdgeMm, theme, dayBrightnessPercent, nightBrightnessPercent, restBrightnessPercent } =
    screen;
  const { second } = localTime(nowMs, station.timeZone);
  const [from, until] = [secondOf(screen.nightFrom), secondOf(screen.nightUntil)];
  // A night usually spans midnight; one that does not is between its two times.
  const isNight = from > until ? second >= from || second < until : second >= from && second < until;
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

/** "21:30" in seconds after midnight. */
function secondOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60;
}

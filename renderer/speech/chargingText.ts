import type { KioskView, ScreenView } from '../../machines/view.ts';
import { fact, moneyText, priceText, type SpokenText, stopCode, type Tongue } from './spokenText.ts';

/** A charge by ear: that it goes on or why it ended; how far, how dear and how long to whoever asks. */
export function chargingText(
  screen: Extract<ScreenView, { name: 'charging' }>,
  view: KioskView,
  tongue: Tongue,
): SpokenText {
  const { words, aloud } = tongue;
  const t = words.getFixedT(null, 'charging');
  if (screen.stopDialog)
    return { said: [t('dialog.title'), t('dialog.hint')], more: [stopCode(screen.stopCode, tongue)] };
  const { activity, socPercent, powerW, expectedEndMs } = screen;
  const facts = [
    fact(words.t('pump.energy'), aloud.energy(screen.energyWh), tongue),
    fact(words.t('pump.total'), aloud.money(screen.cost), tongue),
    socPercent === null ? '' : fact(t('soc'), aloud.percent(Math.round(socPercent)), tongue),
    powerW === null ? '' : fact(t('power'), aloud.power(powerW), tongue),
    expectedEndMs === null ? '' : fact(t('expectedEnd'), aloud.clock(expectedEndMs), tongue),
    moneyText(screen.hold, tongue),
    stopCode(screen.stopCode, tongue),
    ...priceText(view, tongue),
  ].filter(Boolean);
  const ended = screen.endReason ? t(`end.${screen.endReason}`) : '';
  const over = activity === 'finishedGrace' || activity === 'finishedIdle';
  const hint = over ? idleHint(screen, view, tongue) : activity === 'active' ? '' : t(`hint.${activity}`);
  return { said: [t(`title.${activity}`), ended, hint, ...(over ? facts.slice(0, 2) : [])], more: facts };
}

/** What standing here costs once the charge is over. */
function idleHint(screen: Extract<ScreenView, { name: 'charging' }>, { price }: KioskView, tongue: Tongue): string {
  const { words, aloud } = tongue;
  const t = words.getFixedT(null, 'charging');
  const idle = price.parts.find((part) => part.kind === 'idle');
  if (!idle) return t('hint.graceNoFee');
  const amount = aloud.price(idle.amount, price.currency);
  if (screen.activity === 'finishedIdle') return t('hint.idle', { amount });
  if (screen.graceEndsMs === null) return t('hint.graceNoFee');
  return t('hint.grace', { until: aloud.clock(screen.graceEndsMs), amount });
}

import { type ChargeContext, energyWh, type PriceMark } from '../../machines/charge.model.ts';
import type { MeterReading } from '../../machines/ports/powerController.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import { pricesAt, samePrices } from '../billing/tariff/nextChange.ts';
import type { Config } from './config.ts';
import { tariffOf } from './pricing.ts';

/**
 * Where the price changed between the reading heard last, at `sinceMs`, and this one, heard now: by the clock, the
 * calendar, energy or duration as if the energy had flowed evenly between them, by power at the reading itself.
 */
export function marksUntil(
  context: ChargeContext,
  config: Config,
  reading: MeterReading,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): PriceMark[] {
  const { energySinceMs, meterStart, meterLast } = context;
  if (energySinceMs === null || !meterStart || !meterLast || context.meterEnd) return [];
  const tariff = tariffOf(context, config.tariff);
  const session = { sinceMs: energySinceMs, timeZone: config.station.timeZone };
  const startMs = Math.max(energySinceMs, context.priceMarks.at(-1)?.atMs ?? 0, Math.min(sinceMs, nowMs));
  const endMs = Math.max(startMs, nowMs);
  const beforeWh = energyWh(context);
  const afterWh = Math.max(beforeWh, reading.energyWh - meterStart.energyWh);
  const powerW = meterLast.powerW ?? undefined;
  const flow = {
    startMs,
    endMs,
    milliWh: Math.round((afterWh - beforeWh) * 1000),
    before: Math.round(beforeWh * 1000),
  };
  let markWh = beforeWh;
  const pieces = cutFlow(tariff, session, { kind: 'charging', powerW }, flow);
  const marks = pieces.slice(1).map((piece, i): PriceMark => {
    markWh += pieces[i]?.energyWh ?? 0;
    return { atMs: piece.startMs, energyWh: markWh, powerW: meterLast.powerW };
  });
  const moment = { ...session, atMs: endMs, energyWh: afterWh };
  const now = pricesAt(tariff, { ...moment, powerW: reading.powerW ?? undefined });
  if (!samePrices(pricesAt(tariff, { ...moment, powerW }), now))
    marks.push({ atMs: endMs, energyWh: afterWh, powerW: reading.powerW });
  return marks;
}

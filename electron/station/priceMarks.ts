import { type ChargeContext, energyWh, type PriceMark } from '../../machines/charge.model.ts';
import type { MeterReading } from '../../machines/ports/powerController.ts';
import type { OcpiTariff } from '../billing/ocpiTariff.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import { pricesAt, samePrices } from '../billing/tariff/nextChange.ts';
import { canonicalJson } from '../store/canonicalJson.ts';
import type { Config } from './config.ts';
import { tariffOf } from './pricing.ts';

/** Readings come each second. After so long without one nobody knows how long it charged meanwhile. */
const UNWATCHED_MS = 60_000;

/**
 * Where the first price began, and where it changed between the last reading and this one: by the clock, the calendar,
 * energy or duration as if the energy had flowed evenly between them, by power at the reading itself.
 */
export function marksUntil(context: ChargeContext, config: Config, reading: MeterReading): PriceMark[] {
  const { meterStart, meterLast, priceMarks } = context;
  if (!meterStart || !meterLast || context.meterEnd) return [];
  // Energy that was seen before it was told of took no time that anybody knows.
  const sinceMs = context.energySinceMs ?? (reading.energyWh > meterStart.energyWh ? reading.atMs : null);
  if (sinceMs === null) return [];
  const tariff = tariffOf(context, config);
  const session = { sinceMs, timeZone: config.station.timeZone };
  const first = { atMs: sinceMs, energyWh: 0, powerW: meterStart.powerW, watched: true };
  const begun = priceMarks.at(-1);
  const heard = begun
    ? { atMs: Math.max(begun.atMs, meterLast.atMs), energyWh: Math.max(begun.energyWh, energyWh(context)) }
    : first;
  const from = {
    atMs: Math.min(heard.atMs, Math.max(begun?.atMs ?? 0, reading.atMs)),
    energyWh: heard.energyWh,
    powerW: begun ? meterLast.powerW : first.powerW,
    watched: reading.atMs - heard.atMs < UNWATCHED_MS,
  };
  const to = {
    atMs: Math.max(from.atMs, reading.atMs),
    energyWh: Math.max(from.energyWh, reading.energyWh - meterStart.energyWh),
    powerW: reading.powerW,
    watched: true,
  };
  const between = changesBetween(tariff, session, from, to);
  const goesOn = from.watched && isSamePrice(tariff, session, between.at(-1) ?? begun ?? first, to);
  return [
    ...(priceMarks.length === 0 ? [first] : []),
    ...(from.watched ? [] : [from]),
    ...between,
    ...(goesOn ? [] : [to]),
  ];
}

/** The marks of one charge from every memory of it. Found anew after a restart, a change may be there twice, a little apart. */
export function marksOf(...memories: readonly (readonly PriceMark[])[]): PriceMark[] {
  const each = new Map(memories.flat().map((mark) => [canonicalJson(mark), mark]));
  return [...each.values()].toSorted((a, b) => a.atMs - b.atMs || a.energyWh - b.energyWh);
}

type Session = { readonly sinceMs: number; readonly timeZone: string };

function changesBetween(tariff: OcpiTariff, session: Session, from: PriceMark, to: PriceMark): PriceMark[] {
  const before = Math.round(from.energyWh * 1000);
  const milliWh = Math.round(to.energyWh * 1000) - before;
  const flow = { startMs: from.atMs, endMs: to.atMs, milliWh, before };
  const pieces = cutFlow(tariff, session, { kind: 'charging', powerW: from.powerW ?? undefined }, flow);
  let soFarWh = from.energyWh;
  return pieces.slice(1).map((piece, i) => {
    soFarWh += pieces[i]?.energyWh ?? 0;
    return { ...from, atMs: piece.startMs, energyWh: soFarWh };
  });
}

function isSamePrice(tariff: OcpiTariff, session: Session, a: PriceMark, b: PriceMark): boolean {
  const prices = ({ atMs, energyWh, powerW }: PriceMark) =>
    pricesAt(tariff, { ...session, atMs, energyWh, powerW: powerW ?? undefined });
  return samePrices(prices(a), prices(b));
}

import type { BookEntry } from '../../electron/simulators/cardTerminal/book.ts';
import type { FinishedTransaction } from '../../electron/simulators/charger/meterBook.ts';
import type { HoldRow, Store } from '../../electron/store/store.ts';
import type { Budget } from '../../machines/budget.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import type { Chronicle } from './chronicle.ts';
import { dayFaults } from './endsOfDay.ts';
import { exportFaults } from './exports.ts';
import { agreedTo, grossMinor, uncut } from './price.ts';
import type { World } from './world.ts';

/**
 * What must hold of the money, whoever died when. The witnesses are the terminal's own book, the meters and a clock
 * beside the charger; what the station wrote is compared with them, never with itself alone.
 */

/** Time messages take, a silent controller until it counts as away, and the witness until its next look, in seconds. */
const SLACK_SECONDS = 80;

/** What a stop takes, as the station reckons with. */
const STOP_SECONDS = 20;

type Session = {
  readonly sessionId: string;
  readonly row: HoldRow | null;
  readonly receipt: ReceiptView | null;
  /** Who was authorized: at the controller it is the same. */
  readonly idToken: string | null;
  /** The register was known when it was authorized: then nothing of it can go unbilled. */
  readonly registerKnown: boolean;
  readonly budget: Budget | null;
};

/** `atRest`: nobody charges, everything had time to be settled. */
export function violationsOf(world: World, chronicle: Chronicle, books: Store, atRest: boolean): string[] {
  const { settled } = chronicle;
  const known = [...chronicle.authorizedAtMs.keys()].filter((sessionId) => atRest || !settled.has(sessionId));
  const sessions: Session[] = known.map((sessionId) => {
    const record = books.session(sessionId);
    return {
      sessionId,
      row: books.hold(sessionId),
      receipt: books.receiptOf(sessionId),
      idToken: record?.authorization.idToken ?? null,
      registerKnown: (record?.authorization.register ?? null) !== null,
      budget: record?.budget ?? null,
    };
  });
  const book = world.terminal.book();
  const entries = atRest ? book : book.filter(({ reference }) => !settled.has(reference ?? ''));
  const verified = atRest ? books.verify() : null;
  const faults = [
    ...chronicle.violations.splice(0),
    ...entries.flatMap((entry) => entryFaults(entry, books, atRest)),
    ...doubles(entries),
    ...(atRest ? numberFaults(books.receipts()) : []),
    ...sessions.flatMap((session) => {
      // A receipt never changes; its sum is checked once.
      if (!session.receipt || chronicle.checked.has(session.sessionId)) return [];
      chronicle.checked.add(session.sessionId);
      return receiptFaults(session, world, chronicle);
    }),
    ...billedTwice(sessions),
    ...(atRest ? unbilled(sessions, world, chronicle) : []),
    ...(atRest ? strangers(books, entries) : []),
    ...(atRest ? uncaptured(sessions, entries) : []),
    ...(atRest ? dayFaults(book, books) : []),
    ...(atRest ? exportFaultsOf(sessions, entries, world) : []),
    ...(verified?.ok === false ? [`the journal is damaged: ${JSON.stringify(verified.error)}`] : []),
  ];
  // Looked at again when all is at rest; until then nothing more can happen to it, or it would be found then.
  for (const { sessionId, row, receipt } of sessions)
    if (row ? row.state === 'captured' || row.state === 'released' : receipt) settled.add(sessionId);
  return faults;
}

/**
 * Each approved hold is captured once for its receipt, or released. Nothing that goes wrong here is beyond the station:
 * at rest a hold on the list for staff is a fault as well.
 */
function entryFaults(entry: BookEntry, books: Store, atRest: boolean): string[] {
  const name = `terminal ${entry.receiptNumber} of session ${entry.reference}`;
  const row = entry.reference === null ? null : books.hold(entry.reference);
  if (entry.unconfirmed) return atRest ? [`${name}: its ${entry.unconfirmed} was never acknowledged`] : [];
  const ours = row?.hold.receiptNumber === entry.receiptNumber ? row : null;
  switch (entry.state) {
    case 'held':
      return atRest ? [`${name}: still held (ours: ${ours?.state ?? 'unknown'})`] : [];
    case 'released':
      return atRest && ours && ours.state !== 'released' && ours.state !== 'staff'
        ? [`${name}: released there, ${ours.state} here`]
        : [];
    case 'captured': {
      const minor = entry.capturedMinor ?? 0;
      const receipt = ours && books.receiptOf(ours.sessionId);
      if (!ours || !receipt) return [`${name}: captured ${minor} without a receipt`];
      return [
        ...(minor > entry.heldMinor ? [`${name}: captured ${minor} of ${entry.heldMinor}`] : []),
        ...(receipt.total.minor === minor
          ? []
          : [`${name}: captured ${minor}, its receipt says ${receipt.total.minor}`]),
        ...(ours.due?.minor === minor ? [] : [`${name}: captured ${minor}, due was ${ours.due?.minor}`]),
        ...(atRest && ours.state !== 'captured' && ours.state !== 'staff'
          ? [`${name}: captured there, ${ours.state} here`]
          : []),
      ];
    }
  }
}

/** No session pays twice, nor has two holds standing. */
function doubles(entries: readonly BookEntry[]): string[] {
  const standing = entries.filter(({ state, unconfirmed }) => state !== 'released' && !unconfirmed);
  return [...Map.groupBy(standing, ({ reference }) => reference)]
    .filter(([, group]) => group.length > 1)
    .map(([reference, group]) => `session ${reference} has ${group.length} holds or captures at the terminal`);
}

/** 1, 2, 3 … with no gap and no repeat. */
function numberFaults(receipts: readonly ReceiptView[]): string[] {
  const numbers = receipts.map(({ receiptNumber }) => Number(receiptNumber.split('-').at(-1)));
  return numbers.every((number, i) => number === i + 1) ? [] : [`receipt numbers: ${numbers.join(' ')}`];
}

/** What a receipt says is what the meter showed, at the price of its readings, and no idle time that was not. */
function receiptFaults(session: Session, world: World, chronicle: Chronicle): string[] {
  const { sessionId, row, receipt, idToken, budget } = session;
  if (!receipt) return [];
  const name = `receipt ${receipt.receiptNumber} of session ${sessionId}`;
  const { periods, timeZone } = receipt;
  const set = chronicle.tariffs.get(receipt.tariff.hash);
  if (!set) return [`${name}: priced by a tariff nobody set`];
  const agreedMs = chronicle.agreedAtMs.get(sessionId) ?? 0;
  const tariff = world.config.station.market === 'us' ? agreedTo(set, timeZone, agreedMs) : set;
  const idleSeconds = Math.round(
    receipt.lines.filter(({ kind }) => kind === 'idle').reduce((sum, { quantity }) => sum + Number(quantity) * 60, 0),
  );
  const energyWh = receipt.meterEndWh - receipt.meterStartWh;
  const price = grossMinor(tariff, timeZone, periods);
  const inPeriodsWh = periods.reduce((sum, period) => sum + period.energyWh, 0);
  const charged = grossMinor(
    tariff,
    timeZone,
    periods.filter(({ kind }) => kind !== 'idle'),
  );
  // What the driver wanted to spend is for the charge; an idle fee comes on top.
  const wanted = budget?.kind === 'amount' ? budget.amountMinor + Math.max(0, price - charged) : price;
  const total = Math.min(price, wanted, row?.hold.amount.minor ?? price);
  const transaction = world.charger.meterBook().find((each) => isOn(receipt, each, world));
  const faults = [
    ...(receipt.total.minor === total
      ? []
      : [`${name}: ${receipt.total.minor}, but ${JSON.stringify(periods)} cost ${total} by ${tariff.id}`]),
    ...(Math.abs(inPeriodsWh - energyWh) < 0.001 ? [] : [`${name}: ${inPeriodsWh} Wh in periods, ${energyWh} metered`]),
    ...periods.flatMap(({ startMs, endMs }, i) =>
      endMs < startMs || (periods[i + 1] && periods[i + 1]?.startMs !== endMs) ? [`${name}: periods do not join`] : [],
    ),
    ...uncut(tariff, timeZone, periods).map((fault) => `${name}: ${fault} by ${tariff.id}`),
    ...(receipt.energyWh === energyWh ? [] : [`${name}: ${receipt.energyWh} Wh is not what its readings say`]),
    ...(receipt.paidBy !== 'bankCard' || row ? [] : [`${name}: nothing was ever held for it`]),
  ];
  if (!transaction) return [...faults, `${name}: no meter saw ${receipt.meterStartWh}–${receipt.meterEndWh}`];
  if (transaction.idToken !== idToken) faults.push(`${name}: bills ${idToken} for what ${transaction.idToken} charged`);
  const finishedMs = chronicle.finishedAtMs.get(transaction.uuid);
  const unpluggedMs = chronicle.unpluggedAtMs.get(transaction.uuid) ?? world.time.nowMs;
  const stoodSeconds =
    finishedMs === undefined ? 0 : (unpluggedMs - finishedMs - world.config.payment.idleGraceMs) / 1_000;
  const steps = tariff.elements.flatMap(({ price_components }) => price_components);
  const step = Math.max(0, ...steps.map(({ type, step_size }) => (type === 'PARKING_TIME' ? step_size : 0)));
  // In true time: the station's own clock may have been set.
  const authorizedMs = chronicle.authorizedAtMs.get(sessionId) ?? 0;
  const isCalm =
    finishedMs !== undefined &&
    world.wasCalm(authorizedMs, finishedMs) &&
    !chronicle.deathsAtMs.some((atMs) => atMs >= authorizedMs && atMs <= finishedMs);
  if (isCalm) faults.push(...overrun(session, receipt, charged, chronicle).map((fault) => `${name}: ${fault}`));
  if (idleSeconds > Math.max(0, stoodSeconds) + SLACK_SECONDS + step)
    faults.push(`${name}: ${idleSeconds} s of idle time billed, the car stood ${Math.round(stoodSeconds)} s`);
  return faults;
}

/** The books as the operator's other programs are given them. What a person has yet to settle is in nobody's sums. */
function exportFaultsOf(sessions: readonly Session[], entries: readonly BookEntry[], world: World): string[] {
  const receipts = sessions.flatMap(({ receipt }) => (receipt ? [receipt] : []));
  const sum = (minors: readonly number[]) => minors.reduce((all, minor) => all + minor, 0);
  const billed = {
    receipts: receipts.length,
    totalMinor: sum(receipts.map(({ total }) => total.minor)),
    netMinor: sum(receipts.map(({ net }) => net.minor)),
  };
  const isSettled = sessions.every(({ row }) => row?.state !== 'staff');
  const capturedMinor = sum(entries.map((entry) => (entry.state === 'captured' ? (entry.capturedMinor ?? 0) : 0)));
  return exportFaults(world, billed, isSettled ? capturedMinor : null);
}

/** With nothing in its way, a charge ends where its driver wanted it to; a time that was changed under way is not looked at. */
function overrun({ sessionId, budget }: Session, receipt: ReceiptView, chargedMinor: number, of: Chronicle): string[] {
  // A session fee alone may be more than was wanted: then it stops as soon as a charge can.
  const isShort = receipt.endedAtMs - receipt.startedAtMs < 1_000 * STOP_SECONDS;
  if (budget?.kind === 'amount' && chargedMinor > budget.amountMinor && !isShort)
    return [`${chargedMinor} were charged, ${budget.amountMinor} were wanted`];
  if (budget?.kind !== 'time' || of.budgetAtMs.get(sessionId) !== of.authorizedAtMs.get(sessionId)) return [];
  const longerMs = receipt.endedAtMs - receipt.startedAtMs - budget.minutes * 60_000;
  return longerMs > SLACK_SECONDS * 1_000 ? [`charged ${Math.round(longerMs / 1_000)} s longer than wanted`] : [];
}

const evseOf = (receipt: ReceiptView, world: World): number | undefined =>
  world.config.evses.find(({ evseId }) => evseId === receipt.evseId)?.evse;

/** A meter shows whole Wh, and what it shows is what is billed. */
const shown = ({ startWh, endWh }: FinishedTransaction) => ({ startWh: Math.floor(startWh), endWh: Math.floor(endWh) });

function isOn(receipt: ReceiptView, transaction: FinishedTransaction, world: World): boolean {
  const { startWh, endWh } = shown(transaction);
  return evseOf(receipt, world) === transaction.evse && receipt.meterStartWh >= startWh && receipt.meterEndWh <= endWh;
}

function billedTwice(sessions: readonly Session[]): string[] {
  const receipts = sessions.flatMap(({ receipt }) => (receipt ? [receipt] : []));
  return [...Map.groupBy(receipts, ({ evseId }) => evseId).values()].flatMap((ofEvse) =>
    ofEvse
      .toSorted((a, b) => a.meterStartWh - b.meterStartWh)
      .flatMap((receipt, i, all) => {
        const before = all[i - 1];
        return before && before.meterEndWh > receipt.meterStartWh
          ? [`receipts ${before.receiptNumber} and ${receipt.receiptNumber} bill the same energy`]
          : [];
      }),
  );
}

/** Each watt-hour a meter counted is on a receipt. */
function unbilled(sessions: readonly Session[], world: World, chronicle: Chronicle): string[] {
  return world.charger.meterBook().flatMap((transaction) => {
    const { startWh, endWh } = shown(transaction);
    const on = sessions.filter(({ receipt }) => receipt && isOn(receipt, transaction, world));
    const billedWh = on.reduce((sum, { receipt }) => sum + (receipt?.energyWh ?? 0), 0);
    const missingWh = endWh - startWh - billedWh;
    if (missingWh === 0) return [];
    const endedMs = chronicle.finishedAtMs.get(transaction.uuid) ?? world.time.nowMs;
    const receiptMs = Math.max(endedMs, ...on.map(({ sessionId }) => chronicle.receiptAtMs.get(sessionId) ?? 0));
    const lost = world.wasDisturbed(endedMs - 1_800_000, receiptMs + 900_000);
    const blind = sessions.some(({ idToken, registerKnown }) => idToken === transaction.idToken && !registerKnown);
    const isExcused = missingWh > 0 && (lost || blind);
    world.unbilledWh += isExcused ? missingWh : 0;
    const who = on.map(({ sessionId }) => sessionId).join(' ');
    return isExcused
      ? []
      : [`${missingWh} Wh of ${JSON.stringify(transaction)} are on no receipt (${who || 'nobody'})`];
  });
}

/** Whoever paid by card and got a receipt was charged what it says. */
function uncaptured(sessions: readonly Session[], entries: readonly BookEntry[]): string[] {
  return sessions.flatMap(({ sessionId, row, receipt }) => {
    if (!row || !receipt || receipt.total.minor === 0) return [];
    const captured = entries.filter(({ reference, state }) => reference === sessionId && state === 'captured');
    return captured.length === 1 ? [] : [`receipt ${receipt.receiptNumber} of session ${sessionId}: never captured`];
  });
}

/** Holds the station believes in and the terminal knows nothing of; settled differently on both sides. */
function strangers(books: Store, entries: readonly BookEntry[]): string[] {
  return books.holds().flatMap(({ sessionId, hold, state }) => {
    const entry = entries.find(
      ({ receiptNumber, reference }) => receiptNumber === hold.receiptNumber && reference === sessionId,
    );
    const name = `hold ${hold.receiptNumber} of session ${sessionId}`;
    if (!entry) return [`${name}: the terminal knows nothing of it`];
    if (state === 'staff' || state === entry.state) return [];
    return [`${name}: ${state} here, ${entry.state} at the terminal`];
  });
}

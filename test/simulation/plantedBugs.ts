import { readFileSync } from 'node:fs';
import type { LoadHookSync } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake somebody could make: one place in one file of the station, and what would stand there. */
type PlantedBug = { readonly file: string; readonly find: string; readonly put: string };

/**
 * What nothing else in the station makes good: a second capture, say, is refused by its key, by the store and by the
 * terminal, so it takes more than one mistake. Each is found by `npm run bite`.
 */
export const plantedBugs = {
  /** The terminal is told "received", and the journal never hears of the hold. */
  forgetApproval: {
    file: 'electron/station/orders.ts',
    find: "(hold) => store.recordOutcome(key, { result: 'approved', hold }),",
    put: '() => {},',
  },
  /** A due of 0 is taken for none: what is to be given back stays held. */
  forgetRelease: {
    file: 'electron/station/settlements.ts',
    find: 'if (!row?.due ||',
    put: 'if (!row?.due?.minor ||',
  },
  /** Settlements under way when the process died are not taken up again. */
  forgetSettlementsAtBoot: {
    file: 'electron/station/assemble.ts',
    find: 'settlements.resume();',
    put: '',
  },
  /** The receipt is written and what its hold is to be settled for is not. */
  dueWithoutReceipt: {
    file: 'electron/store/receipts.ts',
    find: 'if (due) recordDue(due);',
    put: '',
  },
  /** The intent is journalled when there is time: the order is on its way by then, and nobody hears that a full disk refused. */
  intentAfterSend: {
    file: 'electron/station/orders.ts',
    find: "record('preAuthorize', key, order, order.amount, null);",
    put: "setTimeout(() => record('preAuthorize', key, order, order.amount, null));",
  },
  /** A written outcome counts as standing although the terminal may never have heard that it was received. */
  confirmUnheard: {
    file: 'electron/station/orders.ts',
    find: 'if (!written) return result;',
    put: 'if (!written) return result; confirm(key);',
  },
  /** The tables take every answer for one that stands, so none is compared with the terminal. */
  confirmWhenAnswered: {
    file: 'electron/store/projections.ts',
    find: "'UPDATE orders SET outcome = ? WHERE key = ? RETURNING intent'",
    put: "'UPDATE orders SET outcome = ?, confirmed = 1 WHERE key = ? RETURNING intent'",
  },
  /** A booking that was taken back is ordered again by nobody: its hold keeps the state it had. */
  undoInTheJournalOnly: {
    file: 'electron/store/projections.ts',
    find: "run.settle.run(kind === 'capture' ? 'capturing' : 'releasing', null,",
    put: "void (kind === 'capture' ? 'capturing' : 'releasing',",
  },
  /** The terminal took an outcome back, and the comparison with it makes nothing of that. */
  ignoreUndo: {
    file: 'electron/station/reconciliation.ts',
    find: 'store.undoOrder(intent.key,',
    put: 'store.confirmOrder(intent.key,',
  },
  /** An order's key names the connector: the second settlement there passes for a repeat of the first. */
  keyOfConnector: {
    file: 'electron/station/orders.ts',
    find: '{sessionId}:$',
    put: '{connectorId}:$',
  },
  /** Captures the hold instead of the due. */
  captureAllThatIsHeld: {
    file: 'electron/station/orders.ts',
    find: 'const order = { hold, amount: due,',
    put: 'const order = { hold, amount: hold.amount,',
  },
  /** Book total is sent what is right for a partial reversal: what goes back, not what stays. */
  amountOfTheOtherCommand: {
    file: 'electron/bridge/cardTerminal/zvt/moneyOrders.ts',
    find: 'partial ? subtract(hold.amount, amount) : amount',
    put: 'subtract(hold.amount, amount)',
  },
  /** Every hold that is open after a restart is given back, also those of charges that go on. */
  giveBackAllAtBoot: {
    file: 'electron/station/recovery.ts',
    find: 'for (const row of store.openHolds())',
    put: `for (const { sessionId, hold, due } of store.openHolds())
      if (!due) store.recordDue({ sessionId, amount: { ...hold.amount, minor: 0 }, reason: 'restart' });
    for (const row of store.openHolds())`,
  },
  /** Without a snapshot a connector goes on with the newest session of any. */
  resumeTheOtherConnector: {
    file: 'electron/store/sessions.ts',
    find: "WHERE json_extract(authorizations.body, '$.connectorId') = ? ORDER",
    put: 'WHERE ? > 0 ORDER',
  },
  /** An authorization is taken back, and nobody waits to hear whether energy had begun to flow. */
  withdrawWithoutWaiting: {
    file: 'machines/charge.plug.ts',
    find: "{ guard: 'transactionOpen', target: 'awaitingEnd' }, { target: 'awaitingMeter' }",
    put: "{ target: '#charge.receipt' }",
  },
  /** A charge of little energy is given back instead of billed. */
  releaseSmallCharges: {
    file: 'machines/charge.setup.ts',
    find: 'energyWh(context) > 0',
    put: 'energyWh(context) >= 100',
  },
  /** A charge ends as soon as its stop is asked for, with what the meter has shown by then. */
  endBeforeTheMeter: {
    file: 'machines/charge.charging.ts',
    find: "always: { guard: 'transactionEnded', target: 'ended' }",
    put: "always: { guard: 'meterHeard', target: 'ended', actions: 'endWithLastReading' }",
  },
  /** The reading last shown is billed, not the final one of the meter. */
  billTheShown: {
    file: 'machines/charge.model.ts',
    find: 'const last = context.meterEnd ?? context.meterLast;',
    put: 'const last = context.meterLast ?? context.meterEnd;',
  },
  /** Half a watt-hour that no meter shows is billed as a whole one. */
  roundTheRegister: {
    file: 'electron/station/controllerNotices.ts',
    find: 'Math.floor(reading.energyWh)',
    put: 'Math.round(reading.energyWh)',
  },
  /** A price's fraction of a cent is cut off instead of rounded. */
  cutFractions: {
    file: 'electron/billing/rational.ts',
    find: ': (2n * n + a.d) / (2n * a.d)',
    put: ': n / a.d',
  },
  /** A step of energy that was begun is rounded to the nearest instead of up. */
  stepToTheNearest: {
    file: 'electron/billing/tariff/shares.ts',
    find: 'quantity: step - rest',
    put: 'quantity: 2 * rest < step ? -rest : step - rest',
  },
  /** A charge goes on past what its driver wanted to spend. */
  chargePastTheBudget: {
    file: 'electron/station/limits.ts',
    find: '>= budget.amountMinor',
    put: '> 10 * budget.amountMinor',
  },
  /** What flowed past what the driver wanted to spend is billed. */
  billPastTheBudget: {
    file: 'electron/station/pricing.ts',
    find: "budget?.kind === 'amount'",
    put: "budget?.kind === ('none' as string)",
  },
  /** A budget that was set before the power failed is gone with the memory of the machine. */
  forgetTheBudget: {
    file: 'electron/station/sessionFromJournal.ts',
    find: '      budget,',
    put: '      budget: null,',
  },
  /** Idle time runs on while nobody sees whether the cable is in. */
  idleWhileUnseen: {
    file: 'electron/station/idleTime.ts',
    find: 'unpluggedAtMs ?? outOfTouchSinceMs ?? nowMs',
    put: 'unpluggedAtMs ?? nowMs',
  },
  /** An outage after the charge takes nothing off the idle time once the cable is seen again. */
  idleThroughAnOutage: {
    file: 'machines/charge.machine.ts',
    find: '[...unwatched, { fromMs: outOfTouchSinceMs, untilMs: event.atMs }]',
    put: 'unwatched',
  },
  /** A cable pulled during an outage counts as pulled when that was told. */
  unpluggedWhenTold: {
    file: 'machines/charge.machine.ts',
    find: '(context.unpluggedAtMs ?? context.outOfTouchSinceMs ?? event.atMs)',
    put: '(context.unpluggedAtMs ?? event.atMs)',
  },
  /** A price that is to hold for the charge follows the clock. */
  priceFollowsTheClock: {
    file: 'electron/station/pricing.ts',
    find: 'const holding = heldAt(tariff,',
    put: 'const holding = tariff; void heldAt(tariff,',
  },
  /** An end of day is kept with the sum of its first card scheme alone. */
  dayOfOneScheme: {
    file: 'electron/bridge/cardTerminal/zvt/outcomes.ts',
    find: 'money(amountMinor ?? minor, currency)',
    put: 'money(schemes[0]?.total.minor ?? 0, currency)',
  },
} as const satisfies Record<string, PlantedBug>;

const root = new URL('../../', import.meta.url).href;

/**
 * The one file of the station that has the bug, as it would read.
 * @throws Error when there is no such bug, or its place is no longer found once in the code.
 */
export function withBug(name: string): { readonly url: string; readonly source: string } {
  if (!Object.hasOwn(plantedBugs, name))
    throw new Error(`no such bug: ${name}; there are ${Object.keys(plantedBugs).join(', ')}`);
  const { file, find, put }: PlantedBug = plantedBugs[name as keyof typeof plantedBugs];
  const url = new URL(file, root).href;
  const source = readFileSync(fileURLToPath(url), 'utf8');
  if (source.split(find).length !== 2) throw new Error(`${name}: its place is not found once in ${file}`);
  return { url, source: source.replace(find, () => put) };
}

/** Loads the station with that bug in it. */
export function planted(name: string): LoadHookSync {
  const { url, source } = withBug(name);
  return (loaded, context, next) =>
    loaded === url ? { format: 'module-typescript', source, shortCircuit: true } : next(loaded, context);
}

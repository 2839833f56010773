import { fromPromise, type SnapshotFrom } from 'xstate';
import type { FindView, ShownReceipt } from '../../machines/findView.ts';
import { type LookupAnswer, type LookupReading, lookupMachine } from '../../machines/lookup.machine.ts';
import type { CardTerminal } from '../../machines/ports/cardTerminal.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { err, ok } from '../../machines/result.ts';
import type { Store } from '../store/store.ts';
import type { ChargingKeys } from './chargingKeys.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Deliveries } from './deliveries.ts';
import { holdView } from './holdView.ts';
import type { StationLog } from './log.ts';
import type { ReceiptLinks } from './receiptLinks.ts';
import type { Settlements } from './settlements.ts';
import { createTries } from './tries.ts';

/** How many receipts of one card are offered: who wants older ones has their number. */
const LISTED = 5;

/** The reader waits as long as somebody is there: that is asked by the screen, and answered with a touch. */
const CARD_WAIT_MS = 10 * 60_000;

/** The search for an earlier receipt: its hands (the reader, as long as nobody pays there, and the books), its view. */
export function createLookup(deps: {
  config: Config;
  store: Store;
  terminal: CardTerminal;
  settlements: Pick<Settlements, 'settled'>;
  links: Pick<ReceiptLinks, 'of'>;
  clock: Clock;
  log: StationLog;
  /** Whether somebody at a cable has to use the reader. */
  readerWanted: () => boolean;
  keys: Pick<ChargingKeys, 'check'>;
}) {
  const { config, store, terminal, settlements, links, clock, log, readerWanted, keys } = deps;
  const tries = createTries(clock);

  const machine = lookupMachine.provide({
    actors: {
      readCard: fromPromise(async ({ input, signal }): Promise<LookupReading> => {
        if (readerWanted()) return err({ code: 'taken' });
        if (terminal.link !== 'up') return err({ code: 'link_lost', orderSent: false });
        return terminal.readCard({ timeoutMs: CARD_WAIT_MS, onPrompt: input.onPrompt }, signal);
      }),
      findByCard: fromPromise(async ({ input }) => {
        // A key of staff has no receipts: it opens their door.
        if (input.read.kind === 'chargingKey') keys.check(input.read.uid);
        const found = store.receiptsPaidWith(input.read, LISTED);
        log.info({ kind: input.read.kind, found: found.length }, 'receipts looked for by card');
        return found;
      }),
      findByNumber: fromPromise(async ({ input }): Promise<LookupAnswer> => {
        if (tries.pausedUntilMs() !== null) return err('tooManyTries');
        const receipt = store.receiptNumbered(input.number);
        const isTheirs = receipt?.total.minor === input.amountMinor;
        log.info({ found: isTheirs }, 'a receipt looked for by number');
        if (receipt && isTheirs) return ok(receipt);
        tries.wrong();
        return err(tries.pausedUntilMs() === null ? 'noMatch' : 'tooManyTries');
      }),
    },
  });

  function shown(receipt: ReceiptView, deliveries: Pick<Deliveries, 'view'>): ShownReceipt {
    const { sessionId } = receipt;
    const row = store.hold(sessionId);
    const hold = row && holdView(row.hold, settlements.settled(sessionId), receipt, config);
    const buyer = store.buyerOf(sessionId);
    return { receipt, hold, buyer, link: links.of(receipt, buyer), deliveries: deliveries.view(sessionId) };
  }

  function view(
    { value, context }: SnapshotFrom<typeof lookupMachine>,
    deliveries: Pick<Deliveries, 'view'>,
  ): FindView {
    const { trouble, prompt, found } = context;
    switch (value) {
      case 'choosing':
        return { name: 'find', step: 'choose', trouble };
      case 'reading':
      case 'matching':
        return { name: 'find', step: 'card', prompt };
      case 'entering':
      case 'checking': {
        const prefix = config.station.receiptPrefix;
        return { name: 'find', step: 'number', prefix, trouble, pausedUntilMs: tries.pausedUntilMs() };
      }
      case 'listed':
        return { name: 'find', step: 'list', receipts: found.map(listed) };
      case 'shown':
        if (!context.shown) throw new Error('nothing was found that could be shown');
        return { name: 'find', step: 'receipt', several: found.length > 1, ...shown(context.shown, deliveries) };
    }
  }

  return { machine, view };
}

const listed = ({ sessionId, receiptNumber, endedAtMs, evseId, energyWh, total }: ReceiptView) => ({
  sessionId,
  receiptNumber,
  endedAtMs,
  evseId,
  energyWh,
  total,
});

import { z } from 'zod';
import { compare, type Money } from '../../machines/money.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { AwaitingEndOfDay, OpenSettlement } from '../../machines/staffView.ts';
import { withoutCardNumbers } from '../store/cardData.ts';
import type { HoldRow } from '../store/store.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { everyone } from './roles.ts';
import { endOf, type SettlingEnd } from './settlingEnd.ts';

/** What a person can do about an open settlement. */
export type SettlingMeans = 'retry' | 'settle' | 'release' | 'outside';
/** `seen` names how it stood when it was looked at: what is asked for by another is refused. */
export type SettlingRow = OpenSettlement & {
  readonly seen: string;
  readonly means: readonly SettlingMeans[];
  /** When the terminal was last asked in vain. */
  readonly lastAttemptMs: number | null;
  /** A capture the terminal was asked for and has not answered: it may have been booked. Null once the bank has refused. */
  readonly unansweredCapture: Money | null;
};
/** What became of a hold that was open when it was looked at. */
export type SettledRow = SettlingEnd & { readonly sessionId: string };
export type SettlingView = { readonly open: readonly SettlingRow[]; readonly awaitingEndOfDay: AwaitingEndOfDay };

type Trouble = { readonly code: 'moved' | 'notOpen' | 'tooMuch' | 'underWay' | 'inDoubt' };

const of = { sessionId: z.string().min(1).max(40), seen: z.string().min(1).max(80) };
const note = z.string().trim().min(3).max(160);
const amountMinor = z.int().min(0).max(999_999_999);

/**
 * Holds that wait for a person, with what can be done about them. What is due is in the journal before anything is
 * ordered and never changes; the order's key makes a second touch harmless.
 */
export function settlingRequests(parts: Pick<MaintenanceParts, 'store' | 'openBooks' | 'hands'>) {
  const { store, openBooks, hands } = parts;
  const { settlements } = hands;
  const isInDoubt = (sessionId: string): boolean =>
    store.unconfirmedOrders().some(({ intent }) => intent.sessionId === sessionId);

  /** The hold as it stands, if it is still open and as it was seen. */
  function asSeen({ sessionId, seen }: { sessionId: string; seen: string }): Result<HoldRow, Trouble> {
    const row = store.hold(sessionId);
    if (!row || !openBooks().openSettlements.some((one) => one.sessionId === sessionId))
      return err({ code: 'notOpen' });
    return seenOf(row) === seen ? ok(row) : err({ code: 'moved' });
  }

  function decide(row: HoldRow, amount: Money, note: string): Result<null, Trouble> {
    if (isInDoubt(row.sessionId)) return err({ code: 'inDoubt' });
    if (compare(amount, row.hold.amount) > 0) return err({ code: 'tooMuch' });
    store.recordDue({ sessionId: row.sessionId, amount, reason: `staff: ${withoutCardNumbers(note)}` });
    settlements.begin(row.sessionId);
    return ok(null);
  }

  return {
    'settling.look': look({
      roles: everyone,
      input: z.undefined(),
      handle: () => {
        const { openSettlements, awaitingEndOfDay } = openBooks();
        const captures = store.unansweredOrders().filter(({ kind }) => kind === 'capture');
        const open = openSettlements.flatMap((one): SettlingRow[] => {
          const { sessionId } = one;
          const row = store.hold(sessionId);
          if (!row) return [];
          const unanswered =
            one.trouble === 'declined' ? null : captures.find((order) => order.sessionId === sessionId);
          const lastAttemptMs = store.lastAttemptMs(sessionId);
          return [
            {
              ...one,
              seen: seenOf(row),
              means: meansFor(row),
              lastAttemptMs,
              unansweredCapture: unanswered?.amount ?? null,
            },
          ];
        });
        return ok<SettlingView>({ open, awaitingEndOfDay });
      },
    }),
    'settling.ends': look({
      roles: everyone,
      input: z.strictObject({ sessionIds: z.array(of.sessionId).max(1_000) }),
      handle: ({ sessionIds }) =>
        ok(
          sessionIds.flatMap((sessionId): SettledRow[] => {
            const row = store.hold(sessionId);
            return row ? [{ sessionId, ...endOf(row) }] : [];
          }),
        ),
    }),
    'settling.retry': act({
      roles: everyone,
      input: z.strictObject(of),
      tell: ({ sessionId }) => sessionId,
      handle: (input): Result<null, Trouble> => {
        const row = asSeen(input);
        if (!row.ok) return row;
        if (!meansFor(row.value).includes('retry')) return err({ code: 'notOpen' });
        settlements.retry(input.sessionId);
        return ok(null);
      },
    }),
    'settling.settle': act({
      roles: everyone,
      input: z.strictObject({ ...of, amountMinor: amountMinor.min(1), note }),
      tell: ({ sessionId, amountMinor, note }) => `${sessionId}, ${amountMinor}: ${note}`,
      handle: (input): Result<null, Trouble> => {
        const row = asSeen(input);
        if (!row.ok) return row;
        if (!meansFor(row.value).includes('settle')) return err({ code: 'moved' });
        const { currency } = row.value.hold.amount;
        return decide(row.value, { minor: input.amountMinor, currency }, input.note);
      },
    }),
    'settling.release': act({
      roles: everyone,
      input: z.strictObject({ ...of, note }),
      tell: ({ sessionId, note }) => `${sessionId}: ${note}`,
      handle: (input): Result<null, Trouble> => {
        const row = asSeen(input);
        if (!row.ok) return row;
        if (!meansFor(row.value).includes('release')) return err({ code: 'moved' });
        return decide(row.value, { minor: 0, currency: row.value.hold.amount.currency }, input.note);
      },
    }),
    'settling.outside': act({
      roles: everyone,
      input: z.strictObject({ ...of, amountMinor, note }),
      tell: ({ sessionId, amountMinor, note }) => `${sessionId}, ${amountMinor}: ${note}`,
      handle: (input, by): Result<null, Trouble> => {
        const row = asSeen(input);
        if (!row.ok) return row;
        if (!meansFor(row.value).includes('outside')) return err({ code: 'notOpen' });
        const { sessionId, amountMinor: minor } = input;
        const amount = { minor, currency: row.value.hold.amount.currency };
        if (compare(amount, row.value.hold.amount) > 0) return err({ code: 'tooMuch' });
        if (isInDoubt(sessionId)) return err({ code: 'inDoubt' });
        const settled = { sessionId, amount, note: withoutCardNumbers(input.note), person: by.name };
        return settlements.letGo(sessionId, () => store.settleOutside(settled)) ? ok(null) : err({ code: 'underWay' });
      },
    }),
  };
}

const seenOf = ({ state, due, captured, attempts }: HoldRow): string =>
  [state, due?.minor ?? '', captured?.minor ?? '', attempts].join(':');

/** Nothing is decided anew that was decided: with an amount due, it is taken (again) or was settled elsewhere. */
function meansFor({ state, due, captured }: HoldRow): readonly SettlingMeans[] {
  if (captured !== null) return ['outside'];
  if (due === null) return state === 'staff' ? ['settle', 'release', 'outside'] : [];
  if (state === 'captured' || state === 'released') return [];
  return state === 'staff' ? ['retry', 'outside'] : ['retry'];
}

import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { chargeMachine } from './charge.machine.ts';
import type { ChargeEvent, ChargeInput } from './charge.model.ts';
import { bankCard, charging, done, finished, input, paid, reading, ready } from './charge.samples.ts';
import { ok } from './result.ts';

type Snapshot = ReturnType<typeof initialTransition<typeof chargeMachine>>[0];

const with_ = (settings: Partial<ChargeInput['settings']>, ...events: readonly ChargeEvent[]): Snapshot =>
  events.reduce<Snapshot>(
    (snapshot, event) => transition(chargeMachine, snapshot, event)[0],
    initialTransition(chargeMachine, { ...input, settings: { ...input.settings, ...settings } })[0],
  );
const after = (...events: readonly ChargeEvent[]) => with_({}, ...ready, ...events);

const twenty = { kind: 'amount', amountMinor: 2_000 } as const;
const set = (amountMinor: number): ChargeEvent => ({ type: 'SET_BUDGET', budget: { kind: 'amount', amountMinor } });
const [select, ...pays] = paid as readonly [ChargeEvent, ...ChargeEvent[]];
const flowing = [...paid, ...charging];
const choosing = { charging: { delivering: { stopDialog: 'choosingBudget' } } } as const;

describe('a budget', () => {
  it('is chosen before paying, lasts through a refused card, and is gone with the session', () => {
    const chosen = after(select, set(2_000));
    expect(chosen.value).toEqual({ authorize: 'priceShown' });
    expect(chosen.context.budget).toEqual(twenty);
    const refused = done('readCard', { ok: false, error: { code: 'timed_out', waitedFor: 'card' } });
    const declined = after(select, set(2_000), ...pays.slice(0, 2), refused);
    expect(declined.value).toEqual({ authorize: 'declined' });
    expect(declined.context.budget).toEqual(twenty);
    expect(after(select, set(2_000), { type: 'CANCEL' }).context.budget).toBeNull();
  });

  it('is no less than ends a charge as it begins, and no more than is held', () => {
    for (const minor of [60, 6_001]) expect(after(select, set(minor)).context.budget).toBeNull();
    for (const minor of [61, 6_000]) expect(after(select, set(minor)).context.budget?.kind).toBe('amount');
  });

  it('is not changed while a card is read or a cable awaited', () => {
    expect(after(select, ...pays.slice(0, 2), set(2_000)).context.budget).toBeNull();
    expect(after(...paid, set(2_000)).context.budget).toBeNull();
  });

  it('reached > stopped, and the driver is told why', () => {
    const stopped = after(...flowing, { type: 'METER', reading: reading(2_000) }, { type: 'BUDGET_REACHED' });
    expect(stopped.value).toEqual({ charging: 'stopping' });
    expect(stopped.context.endReason).toBe('budgetReached');
    const told = after(...flowing, { type: 'BUDGET_REACHED' }, { type: 'BUDGET_REACHED' }, finished(3_000));
    expect(told.value).toEqual({ charging: 'grace' });
    expect(told.context.endReason).toBe('budgetReached');
  });

  it('under way only its owner changes it, by code or by card', () => {
    expect(after(...flowing, set(2_000)).context.budget).toBeNull();
    const asked = after(...flowing, { type: 'ASK_BUDGET' }, set(2_000));
    expect(asked.context.budget).toBeNull();
    expect(asked.matches({ charging: { delivering: { stopDialog: { open: 'ask' } } } })).toBe(true);
    expect(after(...flowing, { type: 'ASK_BUDGET' }, { type: 'STOP_WITH_CODE', code: '0000' }).matches(choosing)).toBe(
      false,
    );
    const byCode = [{ type: 'ASK_BUDGET' }, { type: 'STOP_WITH_CODE', code: '4711' }] as const;
    const byCard = [{ type: 'ASK_BUDGET' }, { type: 'STOP_WITH_CARD' }, done('readStopCard', ok(bankCard))] as const;
    for (const proof of [byCode, byCard]) {
      expect(after(...flowing, ...proof).matches(choosing)).toBe(true);
      const changed = after(...flowing, ...proof, set(2_000));
      expect(changed.context.budget).toEqual(twenty);
      expect(changed.matches({ charging: { delivering: { flow: 'active', stopDialog: 'closed' } } })).toBe(true);
    }
  });

  it('who proves to be the owner in order to stop, stops', () => {
    const code: ChargeEvent = { type: 'STOP_WITH_CODE', code: '4711' };
    const asked = after(...flowing, { type: 'ASK_BUDGET' }, { type: 'CLOSE_STOP' }, { type: 'ASK_STOP' }, code);
    expect(asked.value).toEqual({ charging: 'stopping' });
  });

  it('where anybody may stop, anybody may change it', () => {
    expect(with_({ stopNeeds: 'nothing' }, ...ready, ...flowing, { type: 'ASK_BUDGET' }).matches(choosing)).toBe(true);
  });
});

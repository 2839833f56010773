import { describe, expect, it } from 'vitest';
import type { SnapshotFrom } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { type LookupEvent, lookupMachine } from './lookup.machine.ts';
import type { ReceiptView } from './receiptView.ts';
import { err, ok } from './result.ts';

const receipt = (sessionId: string) => ({ sessionId }) as ReceiptView;
const done = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, output }) as unknown as LookupEvent;
const bug = (id: string) => ({ type: `xstate.error.actor.${id}`, error: new Error('bug') }) as unknown as LookupEvent;
const card = { kind: 'bankCard', card: { brand: null, last4: null, entryMode: 'chip' }, token: 'T1' } as const;

const samples: LookupEvent[] = [
  { type: 'FIND_BY_CARD' },
  { type: 'FIND_BY_NUMBER' },
  { type: 'FIND_NUMBER', number: 1, amountMinor: 2 },
  { type: 'FIND_CHOOSE', sessionId: 'a' },
  { type: 'FIND_CHOOSE', sessionId: 'stranger' },
  { type: 'FIND_BACK' },
  { type: 'TERMINAL_PROMPT', prompt: 'presentCard' },
  { type: 'GIVE_WAY' },
  done('readCard', ok(card)),
  done('readCard', err({ code: 'timed_out', waitedFor: 'card' })),
  done('readCard', err({ code: 'taken' })),
  done('readCard', err({ code: 'link_lost', orderSent: false })),
  done('findByCard', []),
  done('findByCard', [receipt('a')]),
  done('findByCard', [receipt('a'), receipt('b')]),
  done('findByNumber', ok(receipt('a'))),
  done('findByNumber', err('noMatch')),
  done('findByNumber', err('tooManyTries')),
  ...['readCard', 'findByCard', 'findByNumber'].map(bug),
];

type State = SnapshotFrom<typeof lookupMachine>;
type Node = { state: State; transitions: Record<string, { event: LookupEvent; state: State }> };
/** An answer comes only from an actor that is at work. */
const events = ({ children }: State) =>
  samples.filter(({ type }) => {
    const actor = /^xstate\.(?:done|error)\.actor\.(.*)/.exec(type)?.[1];
    return actor === undefined || actor in children;
  });
const serializeState = ({ value, context }: State) => JSON.stringify([value, context]);
const map = getAdjacencyMap(lookupMachine, { events, serializeState } as never) as unknown as Record<string, Node>;
const edges = Object.values(map).flatMap((node) =>
  Object.values(node.transitions).map(({ event, state }) => ({ from: node.state, event, to: state })),
);

describe('an earlier receipt', () => {
  it('is shown only when a card or a number brought it', () => {
    const shown = edges.filter(({ from, to }) => to.value === 'shown' && from.value !== 'shown');
    expect(shown.length).toBeGreaterThan(0);
    for (const { from, event, to } of shown) {
      expect(to.context.shown).not.toBeNull();
      expect([from.value, event.type]).toBeOneOf([
        ['matching', 'xstate.done.actor.findByCard'],
        ['checking', 'xstate.done.actor.findByNumber'],
        ['listed', 'FIND_CHOOSE'],
      ]);
    }
    expect(
      edges.some(({ event, to }) => event.type === 'FIND_CHOOSE' && to.context.shown?.sessionId === 'stranger'),
    ).toBe(false);
  });

  it('is forgotten where the search begins anew', () => {
    for (const { to } of edges.filter(({ to }) => to.value === 'choosing'))
      expect(to.context).toMatchObject({ read: null, asked: null, found: [], shown: null });
  });

  it('leaves the reader at once to whoever pays', () => {
    const away = edges.filter(({ from, event }) => from.value === 'reading' && event.type === 'GIVE_WAY');
    expect(away.map(({ to }) => [to.value, to.context.trouble, Object.keys(to.children)])).toEqual(
      away.map(() => ['choosing', 'readerTaken', []]),
    );
    expect(away.length).toBeGreaterThan(0);
    for (const { from, to } of edges.filter(({ event }) => event.type === 'GIVE_WAY'))
      if (from.value !== 'reading') expect(to.value).toBe(from.value);
  });

  it('can be left from everywhere but a step that ends by itself', () => {
    const left = new Set(
      edges.filter(({ event }) => event.type === 'FIND_BACK').map(({ from, to }) => `${from.value} ${to.value}`),
    );
    for (const state of ['reading', 'entering', 'listed', 'shown']) expect(left).toContain(`${state} choosing`);
    expect(left).toContain('shown listed');
  });
});

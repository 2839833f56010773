// @vitest-environment happy-dom
import { act, fireEvent, screen as page } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { amountSteps, firstOf, socSteps, usedOf } from '../budget.ts';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';

const fixture = (screen: 'price' | 'charging', name: string) => {
  const view = fixtures[screen][name];
  if (!view) throw new Error(`no fixture ${screen} / ${name}`);
  return view;
};
const press = (name: string | RegExp) => act(async () => void fireEvent.click(page.getByRole('button', { name })));

describe('how far it shall charge', () => {
  it('is chosen by touches: a kind, a step, done', async () => {
    const { sent, answer } = await open(fixture('price', 'plain'));
    await press(/How far\?/);
    await press('Amount');
    await press('More');
    await press('For €15.00');
    expect(sent.at(-1)).toEqual({ type: 'SET_BUDGET', connectorId: 1, budget: { kind: 'amount', amountMinor: 1_500 } });
    await act(async () => answer());
    expect(page.queryByText('How far shall it charge?')).toBeNull();
  });

  it('stays open when the station did not take it', async () => {
    const { answer } = await open(fixture('price', 'plain'));
    await press(/How far\?/);
    await press('Time');
    await press('For 30\u00a0min');
    await act(async () => answer({ ok: false, error: { code: 'unfit', detail: '' } }));
    expect(page.getByText('How far shall it charge?')).toBeTruthy();
  });

  it('while it charges nothing less than is spent can be chosen', async () => {
    const { sent } = await open(fixture('charging', 'choosing-budget'));
    expect(page.queryByRole('button', { name: '€10.00' })).toBeNull();
    for (let i = 0; i < 4; i++) await press('Less');
    await press('For €17.90');
    expect(sent.at(-1)).toMatchObject({ budget: { amountMinor: 1_790 } });
  });

  it('to be changed, its owner is asked for', async () => {
    const { sent } = await open(fixture('charging', 'budget'));
    await press(/For €20/);
    expect(sent.at(-1)).toEqual({ type: 'ASK_BUDGET', connectorId: 1 });
  });
});

describe('steps', () => {
  it('are round, whatever is held', () => {
    expect(amountSteps({ leastMinor: 61, mostMinor: 6_000 })).toMatchObject({
      step: 500,
      presets: [1000, 2000, 3000, 4000],
    });
    expect(amountSteps({ leastMinor: 61, mostMinor: 10_000 }).step).toBe(1_000);
    expect(amountSteps({ leastMinor: 10, mostMinor: 900 }).step).toBe(100);
  });

  it('begin where most people end, within what can be chosen', () => {
    expect(firstOf('amount', null, { leastMinor: 2_500, mostMinor: 6_000 }, null)).toEqual({
      kind: 'amount',
      amountMinor: 3_000,
    });
    expect(firstOf('amount', null, { leastMinor: 5_500, mostMinor: 6_000 }, null)).toEqual({
      kind: 'amount',
      amountMinor: 6_000,
    });
    expect(firstOf('soc', null, { leastMinor: 1, mostMinor: 2 }, 83)).toEqual({ kind: 'soc', socPercent: 84 });
    expect(socSteps(83).least).toBe(84);
    expect(socSteps(100).least).toBe(100);
  });

  it('tell how much is used', () => {
    const now = { costMinor: 500, socPercent: null, chargedMs: 90_000 };
    expect(usedOf({ kind: 'amount', amountMinor: 2_000 }, now)).toBe(0.25);
    expect(usedOf({ kind: 'time', minutes: 1 }, now)).toBe(1);
    expect(usedOf({ kind: 'soc', socPercent: 80 }, now)).toBeNull();
  });
});

describe('what it will cost', () => {
  it('is asked of the station for what was chosen, and told with its parts', async () => {
    await open(fixture('price', 'plain'));
    await press('What will it cost?');
    expect(page.getByText('€18.05')).toBeTruthy();
    expect(page.getByText('30.000 kWh × €0.59')).toBeTruthy();
    await press('By battery level');
    expect(page.getByText('Battery size')).toBeTruthy();
  });
});

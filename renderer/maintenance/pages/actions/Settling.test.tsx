// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { eur } from '../../../fixtures/base.ts';
import { open } from '../../fixtures/station.ts';
import { answered, openPart } from '../../testKit.tsx';
import { DecideForm } from './DecideForm.tsx';
import { Settling } from './Settling.tsx';
import { inPlace, useSettling } from './useSettling.ts';

const row = (sessionId: string, change: Partial<SettlingRow> = {}): SettlingRow => ({
  ...open,
  sessionId,
  receiptNumber: sessionId,
  ...change,
});
function Page() {
  return <Settling settling={useSettling()} onDecide={() => undefined} />;
}

it('a hold that is settled meanwhile keeps its place and says what became of it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
  let isOpen = true;
  await openPart(<Page />, {
    'settling.look': () =>
      answered({ open: isOpen ? [row('S1'), row('S2')] : [row('S2')], awaitingEndOfDay: { count: 0 } }),
    'settling.ends': (input) => {
      const { sessionIds } = input as { sessionIds: string[] };
      return answered(sessionIds.map((sessionId) => ({ sessionId, how: 'captured', amount: eur(1708) })));
    },
  });
  await screen.findByText('Receipt S1');
  const heads = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(heads()).toEqual(['Receipt S1', 'Receipt S2']);
  isOpen = false;
  await screen.findByText('Settled: €17.08 captured.', {}, { timeout: 6_000 });
  expect(heads()).toEqual(['Receipt S1', 'Receipt S2']);
  const retries = screen.getAllByRole('button', { name: 'Try again now' });
  expect(retries.map((key) => key.hasAttribute('disabled'))).toEqual([true, false]);
});

it('what became of a hold is asked for until it is told', async () => {
  vi.useFakeTimers();
  let looks = 0;
  let asked = 0;
  await openPart(<Page />, {
    'settling.look': () => answered({ open: looks++ === 0 ? [row('S1')] : [], awaitingEndOfDay: { count: 0 } }),
    'settling.ends': (input) => {
      const { sessionIds } = input as { sessionIds: string[] };
      if (sessionIds.length > 0 && asked++ === 0) return { ok: false, error: { code: 'away' } };
      return answered(sessionIds.map((sessionId) => ({ sessionId, how: 'released', amount: eur(5000) })));
    },
  });
  await act(() => vi.advanceTimersByTimeAsync(1));
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect([asked, screen.queryByText('Settled: €50.00 released.')]).toEqual([1, null]);
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(screen.getByText('Settled: €50.00 released.')).toBeTruthy();
});

it('what the terminal answered to another try is told in words, with its time', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
  let attempts = 3;
  const { container } = await openPart(<Page />, {
    'settling.look': () =>
      answered({ open: [row('S1', { attempts, trouble: 'link_lost', detail: 'link_lost' })], awaitingEndOfDay: {} }),
    'settling.ends': () => answered([]),
    'settling.retry': () => {
      attempts += 1;
      return answered(null);
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Try again now' }));
  const alert = await screen.findByRole('alert', {}, { timeout: 6_000 });
  expect(alert.textContent).toMatch(/^Asked again at .+, still not settled: It cannot be reached: the link broke\.$/);
  expect(container.querySelector('bdi.small')?.textContent).toBe('link_lost');
});

it('new holds come after those that are known, whatever order they are listed in', () => {
  const ids = inPlace([row('S2'), row('S1')], [row('S0'), row('S1', { attempts: 9 })]);
  expect(ids.map(({ sessionId, attempts }) => [sessionId, attempts])).toEqual([
    ['S2', 3],
    ['S1', 9],
    ['S0', 3],
  ]);
});

it('whoever settles elsewhere is told of a capture that was never answered, and only then', async () => {
  const told = async (change: Partial<SettlingRow>, what: 'outside' | 'settle') => {
    await openPart(<DecideForm of={row('S1', change)} what={what} onEnd={() => undefined} />, {});
    return screen.queryByText(/never answered/)?.textContent ?? null;
  };
  const asked = { unansweredCapture: eur(1708) };
  expect(await told(asked, 'outside')).toContain('whether it took €17.08. Ask the acquirer');
  expect(await told({ unansweredCapture: null }, 'outside')).toBeNull();
  expect(await told(asked, 'settle')).toBeNull();
});

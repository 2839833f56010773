import { expect, test, vi } from 'vitest';
import { channelNames } from './channels.ts';
import { createPageApi } from './pageApi.ts';

test('every member of the contract is there, calls and listeners by their names', async () => {
  const call = vi.fn(async () => ({ ok: true }));
  const end = () => undefined;
  const listen = vi.fn(() => end);
  const api = createPageApi(channelNames, { call, listen });
  expect(Object.keys(api.kiosk).sort()).toEqual(['estimate', 'getView', 'onViewChanged', 'sendIntent']);
  expect(Object.keys(api.bench).sort()).toEqual(['act', 'getPrint', 'getState', 'onStateChanged']);

  expect(await api.kiosk.sendIntent({ type: 'TOUCH' })).toEqual({ ok: true });
  expect(call).toHaveBeenCalledWith('kiosk.sendIntent', { type: 'TOUCH' });
  const listener = () => undefined;
  expect(api.bench.onStateChanged(listener)).toBe(end);
  expect(listen).toHaveBeenCalledWith('bench.stateChanged', listener);
});

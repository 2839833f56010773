// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TrailEntry } from '../../../electron/maintenance/auditTrail.ts';
import type { Language } from '../../../locales/languages.ts';
import { answered, openPart } from '../testKit.tsx';
import Audit from './Audit.tsx';

const entry: TrailEntry = {
  seq: 1,
  atMs: 0,
  person: 'Ana',
  role: 'technician',
  action: 'test.end',
  detail: null,
  result: 'done',
  isRefused: false,
};
async function rowOf(change: Partial<TrailEntry>, language: Language = 'en'): Promise<string> {
  await openPart(
    <Audit />,
    { 'audit.list': () => answered({ entries: [{ ...entry, ...change }], olderThan: null }) },
    language,
  );
  await screen.findByText(/Ana/);
  return screen.getAllByRole('row')[1]?.textContent ?? '';
}

it('what a test found is told in words, its code beside them', async () => {
  const printer = await rowOf({ detail: 'printer: printerPaperOut', result: 'testFailed' });
  expect(printer).toMatch(/Receipt printer: .*paper.* printer: printerPaperOut/);
  expect(await rowOf({ detail: 'cardRead: noCard' })).toContain('No card was presented.');
  expect(await rowOf({ action: 'connector.takeOut', detail: 'B: repair' }, 'de')).toContain('B: Wartet auf Reparatur');
});

it('why something was not done is a sentence; what has no words is told as it is kept', async () => {
  expect(await rowOf({ result: 'tooMuch' })).toMatch(/not done: More than is held cannot be taken\. tooMuch$/);
  expect(await rowOf({ action: 'once.upon', detail: 'a time', result: 'gone' })).toMatch(
    /once\.upon a timenot done: gone$/,
  );
});

it('what went well has one word', async () => {
  expect((await rowOf({ result: 'ok' })).endsWith('done')).toBe(true);
  expect((await rowOf({ result: 'done' })).endsWith('done')).toBe(true);
});

import { describe, expect, test } from 'vitest';
import type { ScreenView } from '../../machines/view.ts';
import { sampleReceipt } from '../receipt/samples.ts';
import type { ChargeSnapshot } from './connector.ts';
import { noDeliveries } from './deliveries.ts';
import { exampleConfig } from './fixtures.ts';
import { evidenceOf, helpView } from './helpView.ts';

const config = exampleConfig();
const attract: ScreenView = { name: 'attract' };
const hold = { minor: 6000, currency: 'EUR' };
const declined: ScreenView = { name: 'declined', connectorId: 1, fault: 'cardDeclined', hold, deadlineMs: 0 };
const present: ScreenView = {
  name: 'present',
  connectorId: 1,
  hold,
  prompt: 'wait',
  step: 'hold',
  deadlineMs: null,
};
const found: ScreenView = {
  name: 'find',
  step: 'receipt',
  several: false,
  receipt: sampleReceipt,
  hold: null,
  buyer: null,
  link: null,
  deliveries: noDeliveries.view(''),
};
const paid = {
  context: { session: { sessionId: 'S 1' }, hold: { receiptNumber: '0231' } },
} as unknown as ChargeSnapshot;

function help(screen: ScreenView, charge: ChargeSnapshot | null = null, chat?: string) {
  const evidence = evidenceOf({ config, screen, language: 'de', charge });
  const support = { ...config.support, ...(chat !== undefined && { chat }) };
  return {
    evidence,
    view: helpView({ config: { ...config, support }, evidence, charge, support: null, request: null }),
  };
}

describe('what was on the screen', () => {
  test('nothing has begun', () => {
    const { evidence, view } = help(attract);
    expect(evidence).toMatchObject({ screen: 'attract', fault: null, evseId: null, sessionId: null });
    expect(view).toMatchObject({ reference: null, takesReports: false, callBack: null, hours: 'always' });
  });

  test('a card declined', () => {
    expect(help(declined).evidence).toMatchObject({ fault: 'P-101', evseId: 'ES*SUR*E0001*1' });
  });

  test('a charge is named by the terminal’s number, a receipt by its own', () => {
    expect(help(present, paid)).toMatchObject({
      evidence: { sessionId: 'S 1', receiptNumber: null },
      view: { reference: '0231' },
    });
    expect(help(found)).toMatchObject({
      evidence: { receiptNumber: 'S1-000042', sessionId: '0F3A66B1C2D40042' },
      view: { reference: 'S1-000042' },
    });
  });
});

test('the chat knows where the driver stands, and nothing of who it is', () => {
  const all =
    'https://x.example/c?a={station}&b={evse}&c={session}&d={reference}&e={screen}&f={code}&g={language}#h={code}';
  const chat = new URL(help(declined, paid, all).view.chat ?? '');
  expect([...chat.searchParams.values()]).toEqual([
    config.station.name,
    'ES*SUR*E0001*1',
    'S 1',
    '0231',
    'declined',
    'P-101',
    'de',
  ]);
  expect(chat.hash).toBe('#h=P-101');
});

// @vitest-environment happy-dom
import { act, fireEvent, screen as page } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { KioskView } from '../../machines/view.ts';
import { receipt } from '../fixtures/base.ts';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';

const view = (name: string): KioskView => {
  const found = fixtures.receipt[name];
  if (!found) throw new Error(`no fixture receipt / ${name}`);
  return found;
};
const press = (name: string) => fireEvent.click(page.getByRole('button', { name, hidden: true }));
const { sessionId } = receipt;
const asked = ({ sent }: { sent: readonly { type: string }[] }) => sent.filter(({ type }) => type !== 'TOUCH');

describe('a receipt', () => {
  it('is printed by one touch', async () => {
    const kiosk = await open(view('captured'));
    press('Print');
    expect(asked(kiosk)).toEqual([{ type: 'PRINT_RECEIPT', sessionId }]);
  });

  it('is mailed to the address typed on the glass', async () => {
    const kiosk = await open(view('captured'));
    press('E-mail');
    for (const key of ['a', 'At sign', 'b', 'Full stop', 'e', 's']) press(key);
    press('Send');
    expect(asked(kiosk)).toEqual([{ type: 'MAIL_RECEIPT', sessionId, address: 'a@b.es' }]);
    await act(async () => kiosk.answer());
    expect(page.queryByLabelText('E-mail address')).toBeNull();
  });

  it.each([
    ['malformed', 'That is not a whole e-mail address. Please compare.'],
    ['too_many', 'This receipt has been sent several times already.'],
    ['unfit', 'That did not work. Please try again.'],
  ] as const)('that cannot be mailed (%s) is said where the address was typed', async (code, words) => {
    const kiosk = await open(view('captured'));
    press('E-mail');
    press('a');
    press('Send');
    await act(async () => kiosk.answer({ ok: false, error: { code, detail: '' } }));
    expect(page.getByText(words)).toBeTruthy();
    expect(page.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('a');
    press('b');
    expect(page.queryByText(words)).toBeNull();
  });

  it.each([
    ['printing', 'Printing …'],
    ['handed-over', 'Printed. Please take your receipt. Sent by e-mail.'],
    [
      'paper-out',
      'The printer has run out of paper. Your receipt is kept: take it along another way, or ask us for it.',
    ],
    ['address-refused', 'The mail server does not know this address. Please check the address and send it again.'],
  ])('%s: says what became of it', async (fixture, words) => {
    await open(view(fixture));
    expect(page.getByText(words)).toBeTruthy();
  });

  it('shows no way out the station does not have', async () => {
    const { screen, ...rest } = view('captured');
    if (screen.name !== 'receipt') throw new Error('no receipt');
    const deliveries = { ...screen.deliveries, offers: { print: false, mail: false } };
    await open({ ...rest, screen: { ...screen, deliveries } });
    expect(page.queryByRole('button', { name: 'Print' })).toBeNull();
    expect(page.queryByRole('button', { name: 'E-mail' })).toBeNull();
    expect(page.getByRole('button', { name: 'VAT invoice' })).toBeTruthy();
  });

  it('in trouble with money still tells where the money is', async () => {
    const { screen, ...rest } = view('delayed');
    if (screen.name !== 'receipt') throw new Error('no receipt');
    await open({ ...rest, screen: { ...screen, deliveries: { ...screen.deliveries, print: 'printed' } } });
    expect(
      page.getByText(/^Printed\. Please take your receipt\. The card reader or the bank is not answering/),
    ).toBeTruthy();
  });
});

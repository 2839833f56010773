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
const type = (keys: string) => {
  for (const key of keys) press(key);
};
const field = (name: string) => page.getByLabelText<HTMLInputElement>(name);

async function openSheet(fixture = 'captured') {
  const kiosk = await open(view(fixture));
  press('VAT invoice');
  return kiosk;
}

describe('the VAT invoice', () => {
  it('is typed on the glass and sent as it was typed', async () => {
    const { sent } = await openSheet();
    act(() => field('Company').focus());
    press('S');
    type('ol');
    press('Space');
    type('A');
    expect(field('Company').value).toBe('Sol A');
    act(() => field('VAT number').focus());
    type('B12345683');
    press('Delete');
    press('2');
    press('Save');
    expect(sent.filter(({ type }) => type !== 'TOUCH')).toEqual([
      {
        type: 'SET_BUYER',
        sessionId: receipt.sessionId,
        companyName: 'Sol A',
        vatNumber: 'B12345682',
        countryCode: 'ES',
      },
    ]);
  });

  it('goes when the station has taken it', async () => {
    const { answer } = await openSheet('buyer');
    press('Save');
    await act(async () => answer());
    expect(page.queryByLabelText('Company')).toBeNull();
  });

  it.each([
    ['vatCheckDigit', 'the check digit does not fit'],
    ['vatFormat', 'It looks like DE123456796'],
    ['companyName', 'the name of the company'],
  ] as const)('refused for %s it stays, and says why where it was typed', async (code, words) => {
    const { answer, container } = await openSheet('buyer');
    press('Save');
    await act(async () => answer({ ok: false, error: { code, detail: '' } }));
    expect(container.querySelector('.field-words')?.textContent).toContain(words);
    expect(field(code === 'companyName' ? 'Company' : 'VAT number').getAttribute('aria-invalid')).toBe('true');
  });

  it.each([
    ['another number', () => type('1')],
    ['another country', () => ['Country Germany', 'France'].forEach(press)],
    ['another name', () => fireEvent.input(field('Company'), { target: { value: 'Sol' } })],
  ] as const)('says nothing more of what was refused once there is %s', async (_, change) => {
    const { answer, container } = await openSheet('buyer');
    press('Save');
    await act(async () => answer({ ok: false, error: { code: 'vatFormat', detail: '' } }));
    change();
    const words = container.querySelector<HTMLElement>('.field-words');
    expect(words?.dataset.fault).toBe('false');
    expect(field('VAT number').getAttribute('aria-invalid')).toBe('false');
  });

  it('shows what an example of the chosen country looks like', async () => {
    const { container } = await openSheet();
    press('Country Spain');
    press('France');
    expect(container.querySelector('.field-words')?.textContent).toContain('FR12345679385');
    expect(document.activeElement).toBe(field('VAT number'));
  });

  it('takes the country from the number, once it is whole', async () => {
    await openSheet();
    const into = (value: string) => fireEvent.input(field('VAT number'), { target: { value } });
    into('ATU1234567');
    expect(page.getByRole('button', { name: 'Country Spain', hidden: true })).toBeTruthy();
    into('ATU12345675');
    expect(page.getByRole('button', { name: 'Country Austria', hidden: true })).toBeTruthy();
  });

  it('capitals begin a name and each word of it, accents are a layer of their own', async () => {
    await openSheet();
    act(() => field('Company').focus());
    press('áñü Letters with accents');
    press('É');
    press('é');
    press('abc Letters');
    press('Capital letters');
    press('T');
    expect(field('Company').value).toBe('ÉéT');
  });

  it('a real keyboard types into the same fields, and Enter saves', async () => {
    const { sent } = await openSheet();
    fireEvent.input(field('Company'), { target: { value: 'Søl ApS' } });
    fireEvent.submit(field('Company'));
    expect(sent).toContainEqual(expect.objectContaining({ type: 'SET_BUYER', companyName: 'Søl ApS' }));
  });

  it('nothing of it stays for the next receipt', async () => {
    const { view: shown } = await openSheet('buyer');
    await act(async () => shown.set(fixtures.attract.free ?? null));
    await act(async () => shown.set(view('captured')));
    press('VAT invoice');
    expect(field('Company').value).toBe('');
  });
});

describe('on the smallest panels', () => {
  const small = (name: string): KioskView => ({ ...view(name), panel: { ...view(name).panel, diagonalInches: 5 } });

  it('a name finds digits and two pages of accents behind keys that say so', async () => {
    await open(small('captured'));
    press('VAT invoice');
    press('áñü Letters with accents');
    press('Ö');
    press('čłš Letters with accents');
    press('ł');
    press('123 More characters');
    type('42');
    press('abc Letters');
    press('a');
    expect(field('Company').value).toBe('Öł42a');
  });

  it('one sign of an address, then letters again', async () => {
    await open(small('captured'));
    press('E-mail');
    press('a');
    press('-_+ More characters');
    press('Hyphen');
    type('b1');
    expect(page.getByRole<HTMLInputElement>('textbox', { hidden: true }).value).toBe('a-b1');
  });
});

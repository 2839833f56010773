// @vitest-environment happy-dom
import { act, fireEvent, screen as page, waitFor } from '@testing-library/react';
import { describe, expect, it, test } from 'vitest';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { helpInCharge } from '../fixtures/help.ts';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';

const view = (screen: keyof typeof fixtures, name: string, help: Partial<HelpView> = {}): KioskView => {
  const found = fixtures[screen][name];
  if (!found) throw new Error(`no fixture ${screen} / ${name}`);
  return { ...found, help: { ...helpInCharge, ...help } };
};
const press = (name: string | RegExp) => fireEvent.click(page.getByRole('button', { name, hidden: true }));
const type = (text: string) => {
  for (const key of text) press(key);
};
const has = (words: string | RegExp) => page.queryAllByText(words).length > 0;

describe('whom to call and what to say', () => {
  it('the number, when somebody answers, and what to read out', async () => {
    await open(view('declined', 'card'));
    for (const words of ['+34 900 123 456', 'Mon–Fri, 07:00 to 22:00', 'Sat, 09:00 to 18:00', 'ES · SUR · E0001 · 1'])
      expect(has(words), words).toBe(true);
    expect(page.getByText('0231').parentElement?.textContent).toBe('Reference 0231');
    expect(page.getByText('P-101', { selector: 'bdi' }).parentElement?.textContent).toBe('Code P-101');
    expect(page.getByRole('img', { name: 'Scan to chat on your phone', hidden: true })).toBeTruthy();
  });

  it('a long reference is read in groups; without chat and hours nothing is said of them', async () => {
    await open(view('attract', 'free', { reference: '0F3A66B1C2D40042', chat: null, hours: null }));
    expect(has('0F3A 66B1 C2D4 0042')).toBe(true);
    expect(has(/chat|07:00|Day and night/)).toBe(false);
  });
});

describe('answers', () => {
  it('open with those that fit the moment', async () => {
    await open(view('declined', 'card'));
    const rows = [...document.querySelectorAll('.help-rows .help-row')].map((row) => row.textContent);
    expect(rows).toEqual([
      'My card was declined',
      'Why is €60.00 set aside, and when is it free?',
      'Which cards and phones can I use?',
    ]);
  });

  it('lead step by step, and back', async () => {
    await open(view('declined', 'card'));
    press('My card was declined');
    expect(has(/set €60\.00 aside/)).toBe(true);
    expect(document.querySelectorAll('.answer-steps li')).toHaveLength(4);
    press('Back');
    press('While charging');
    press('What is the idle fee?');
    expect(has('After charging ends you have 10 min to unplug. Then it costs €0.20 per minute.')).toBe(true);
    press('Back');
    press('Back');
    expect(has('Answers for this moment')).toBe(true);
  });

  it('are found by what is typed', async () => {
    await open(view('attract', 'free'));
    press('Search');
    type('refused');
    expect([...document.querySelectorAll('.help-row')].map((row) => row.textContent)).toEqual(['My card was declined']);
    type('xq');
    expect(has('Nothing found. Try another word, or call us.')).toBe(true);
  });

  it.each([
    ['uk', 10.1, 'оплата', 'Як платити'],
    ['uk', 7, 'повернення', 'Сума здається неправильною'],
    ['uk', 7, 'розєм', 'Роз’єм не виймається'],
    ['ar', 10.1, 'تدفع', 'كيف تدفع'],
    ['ar', 7, 'استرداد', 'المبلغ يبدو غير صحيح'],
    ['ar', 10.1, 'ايصالي', 'أحتاج إلى إيصالي'],
    ['he', 7, 'תשלומ', 'איך משלמים'],
    ['he', 10.1, 'החזר', 'הסכום נראה שגוי'],
  ])('in %s, on %d inches, “%s” is typed in its own letters and finds “%s”', async (language, inches, typed, title) => {
    const asked = view('attract', 'free');
    await open({ ...asked, language, panel: { ...asked.panel, diagonalInches: inches } });
    fireEvent.click(document.querySelector('.search') ?? document.body);
    type(typed);
    expect(document.querySelector('input')?.value).toBe(typed);
    fireEvent.click(document.querySelector('.all-found') ?? document.body);
    expect([...document.querySelectorAll('.help-row')].map((row) => row.textContent)).toContain(title);
  });

  it.each([
    ['uk', 10.1, 'літери', 'rfid', 'Мій RFID-ключ не працює'],
    ['ar', 7, 'حروف', 'visa', 'ما البطاقات والهواتف المقبولة؟'],
    ['he', 7, 'אותיות', 'visa', 'באילו כרטיסים וטלפונים אפשר להשתמש?'],
  ])(
    'in %s, on %d inches, Latin letters (“%s”) are one key away: “%s” finds “%s”',
    async (...[language, inches, letters, typed, title]) => {
      const asked = view('attract', 'free');
      await open({ ...asked, language, panel: { ...asked.panel, diagonalInches: inches } });
      fireEvent.click(document.querySelector('.search') ?? document.body);
      press(new RegExp(`^abc ${letters}$`, 'i'));
      type(typed);
      fireEvent.click(document.querySelector('.all-found') ?? document.body);
      expect([...document.querySelectorAll('.help-row')].map((row) => row.textContent)).toContain(title);
    },
  );

  it.each([
    ['zh-CN', '付款', '如何付款', 'zhifu'],
    ['zh-CN', '退款', '金额好像不对', 'tuikuan'],
    ['ja', '支払い', 'お支払いの流れ', 'shiharai'],
    ['ja', '返金', '金額が違うようです', 'henkin'],
  ])('in %s “%s” is touched whole and finds “%s”; others are spelled', async (language, word, title, spelled) => {
    await open({ ...view('attract', 'free'), language });
    const rows = () => [...document.querySelectorAll('.help-row')].map((row) => row.textContent);
    fireEvent.click(document.querySelector('.search') ?? document.body);
    press(word);
    expect(rows()).toContain(title);
    press(word);
    expect([document.querySelector('input')?.value, rows()]).toEqual(['', []]);
    press(word);
    press(/^abc/);
    type(spelled);
    expect(rows()).toContain(title);
    fireEvent.click(document.querySelector('.back') ?? document.body);
    press(word);
    expect(rows()).toContain(title);
  });

  it('on the smallest panels are all read when the keys are put away, which come back to type on', async () => {
    const small = view('attract', 'free');
    await open({ ...small, panel: { ...small.panel, diagonalInches: 5 } });
    press('Search');
    expect(has(small.station.helpLine)).toBe(true);
    type('e');
    const rows = () => document.querySelectorAll('.help-row').length;
    expect(rows()).toBe(2);
    press(/answers$/);
    expect(rows()).toBeGreaterThan(2);
    expect(page.queryByRole('group', { name: 'Keyboard', hidden: true })).toBeNull();
    expect(document.activeElement?.className).toContain('help-row');
    act(() => page.getByRole('textbox', { hidden: true }).focus());
    expect(page.getByRole('group', { name: 'Keyboard', hidden: true })).toBeTruthy();
    expect(rows()).toBe(2);
  });

  it('speak the language that is chosen meanwhile', async () => {
    const { view: shown } = await open(view('declined', 'card'));
    await act(async () => shown.set({ ...(shown.get() as KioskView), language: 'de' }));
    await waitFor(() => expect(has('Meine Karte wurde abgelehnt')).toBe(true));
  });
});

describe('somebody is asked to call', () => {
  it('with the number as typed, about the answer that did not help', async () => {
    const { sent, answer } = await open(view('declined', 'card'));
    press('My card was declined');
    press('Call me back');
    expect(has(/after 72 hours at the latest/)).toBe(true);
    type('612345678');
    expect(has('A number in Spain')).toBe(true);
    press('Please call me');
    expect(sent).toContainEqual({ type: 'ASK_HELP', topic: 'cardDeclined', phone: '+34 612345678' });
    await act(async () => answer());
    expect(has('Answers for this moment')).toBe(true);
  });

  it.each([
    ['phoneShort', 'Some digits are missing. Please compare.'],
    ['too_many', 'This was asked several times already. Please wait a little, or call us.'],
    ['unfit', 'That did not work. Please call us.'],
  ] as const)('refused: %s is said where it was typed', async (code, words) => {
    const { answer } = await open(view('attract', 'free'));
    press('Call me back');
    press('Please call me');
    await act(async () => answer({ ok: false, error: { code, detail: '' } }));
    expect(has(words)).toBe(true);
  });

  it('is not offered where nobody can be told', async () => {
    await open(view('attract', 'free', { callBack: null }));
    expect(page.queryByRole('button', { name: 'Call me back', hidden: true })).toBeNull();
    expect(page.getByRole('button', { name: 'Report a problem', hidden: true })).toBeTruthy();
  });
});

it('a problem is reported with what was shown, after it was said what that is', async () => {
  const { sent } = await open(view('declined', 'card'));
  press('Report a problem');
  const noted = [...document.querySelectorAll('.noted dd')].map((row) => row.textContent);
  expect(noted).toEqual(['A', '0231', 'P-101']);
  expect(sent).toEqual([]);
  press('Send');
  expect(sent).toEqual([{ type: 'ASK_HELP', topic: null, phone: null }]);
});

test.each([
  ['delivered', true, /will call you\. Here it is erased/],
  ['delivered', false, /Our staff have it/],
  ['waiting', true, /cannot be reached just now/],
  ['noted', false, /noted for our staff/],
  ['failed', true, /your number was erased\. Please call us/],
  ['failed', false, /could not be passed on\. Please call us/],
  ['sending', true, /passing it on/],
] as const)('%s, to be called: %s', async (state, wantsCall, words) => {
  await open(view('charging', 'active', { request: { number: 'S1-H7', state, wantsCall } }));
  expect(has('S1-H7')).toBe(true);
  expect(has(words)).toBe(true);
});

it('the next visitor begins anew: nothing opened, nothing typed', async () => {
  const { view: shown } = await open(view('attract', 'free'));
  press('Call me back');
  type('612');
  expect(document.querySelector('input')?.value).toBe('+34 612');
  const now = shown.get() as KioskView;
  await act(async () => shown.set({ ...now, visit: now.visit + 1 }));
  await waitFor(() => expect(has('Answers for this moment')).toBe(true));
  expect(document.querySelector('input')).toBeNull();
});

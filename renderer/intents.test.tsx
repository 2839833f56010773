// @vitest-environment happy-dom
import { act, fireEvent, screen as page } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { DriverIntent } from '../electron/ipc/contract.ts';
import type { KioskView } from '../machines/view.ts';
import { fixtures } from './fixtures.ts';
import { open } from './testKit.tsx';

const view = (screen: keyof typeof fixtures, name: string): KioskView => {
  const found = fixtures[screen][name];
  if (!found) throw new Error(`no fixture ${screen} / ${name}`);
  return found;
};

const presses: readonly [keyof typeof fixtures, string, string | RegExp, DriverIntent][] = [
  ['attract', 'free', /Cable B/, { type: 'SELECT_CONNECTOR', connectorId: 2 }],
  ['attract', 'free', 'Help', { type: 'OPEN_HELP' }],
  ['attract', 'free', 'Easier to use', { type: 'OPEN_ACCESS' }],
  ['attract', 'access', 'Larger text', { type: 'SET_LARGE_TEXT', on: false }],
  ['attract', 'access', 'Stronger contrast', { type: 'SET_HIGH_CONTRAST', on: true }],
  ['attract', 'access', 'Everything lower down', { type: 'SET_LOW_REACH', on: true }],
  ['attract', 'access', 'Done', { type: 'CLOSE_ACCESS' }],
  ['attract', 'free', /^English/, { type: 'OPEN_LANGUAGES' }],
  ['attract', 'languages', 'Deutsch', { type: 'SET_LANGUAGE', language: 'de' }],
  ['attract', 'languages', 'Back', { type: 'CLOSE_LANGUAGES' }],
  ['attract', 'help', 'Close', { type: 'CLOSE_HELP' }],
  ['price', 'plain', 'Continue to payment', { type: 'START', connectorId: 1 }],
  ['price', 'plain', 'Back', { type: 'BACK' }],
  ['price', 'absent', 'I am still here', { type: 'TOUCH' }],
  ['present', 'card', 'Cancel', { type: 'CANCEL', connectorId: 1 }],
  ['secondFactor', 'first', 'Cancel', { type: 'CANCEL', connectorId: 1 }],
  ['declined', 'card', 'Another card', { type: 'TRY_AGAIN', connectorId: 1 }],
  ['declined', 'bank', 'Try again', { type: 'TRY_AGAIN', connectorId: 1 }],
  ['declined', 'unclear', 'Cancel', { type: 'CANCEL', connectorId: 1 }],
  ['plug', 'cable', 'Cancel', { type: 'CANCEL', connectorId: 1 }],
  ['charging', 'active', 'Stop charging', { type: 'ASK_STOP', connectorId: 1 }],
  ['charging', 'active', 'Other cable', { type: 'BACK' }],
  ['charging', 'stop-ask', 'Use the card instead', { type: 'STOP_WITH_CARD', connectorId: 1 }],
  ['charging', 'stop-card', 'Keep charging', { type: 'CLOSE_STOP', connectorId: 1 }],
  ['receipt', 'captured', 'Done', { type: 'DONE', connectorId: 1 }],
  ['attract', 'free', 'Find my receipt', { type: 'OPEN_FIND' }],
  ['find', 'choose', /With my card/, { type: 'FIND_BY_CARD' }],
  ['find', 'choose', /With the number/, { type: 'FIND_BY_NUMBER' }],
  ['find', 'choose', 'Back', { type: 'BACK' }],
  ['find', 'card', 'Cancel', { type: 'FIND_BACK' }],
  ['find', 'number', 'Back', { type: 'FIND_BACK' }],
  ['find', 'list', /S1-000042/, { type: 'FIND_CHOOSE', sessionId: '0F3A66B1C2D400422' }],
  ['find', 'found', 'Done', { type: 'BACK' }],
  ['find', 'found-several', 'Back', { type: 'FIND_BACK' }],
  ['released', 'timeout', 'Done', { type: 'DONE', connectorId: 1 }],
  ['unavailable', 'fault', 'Use another cable', { type: 'BACK' }],
];

describe('a press', () => {
  it.each(presses)('on %s / %s: %s', async (screen, fixture, name, intent) => {
    const { sent } = await open(view(screen, fixture));
    fireEvent.click(page.getByRole('button', { name, hidden: true }));
    expect(sent).toEqual([intent]);
  });

  it('shows at once that it waits, is not sent twice, and rests when answered', async () => {
    const { sent, answer } = await open(view('price', 'plain'));
    const button = page.getByRole('button', { name: 'Continue to payment' });
    fireEvent.click(button);
    expect(button.hasAttribute('data-pending')).toBe(true);
    fireEvent.click(button);
    expect(sent).toHaveLength(1);
    await act(async () => answer());
    expect(button.hasAttribute('data-pending')).toBe(false);
    fireEvent.click(button);
    expect(sent).toHaveLength(2);
  });

  it('on the glass tells that somebody is there', async () => {
    const { sent } = await open(view('attract', 'free'));
    fireEvent.pointerDown(page.getByRole('heading', { level: 1 }), { clientX: 500, clientY: 400 });
    expect(sent).toEqual([{ type: 'TOUCH' }]);
  });

  it('on what only the page answers tells so too', async () => {
    const { sent } = await open(view('price', 'plain'));
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_000);
    fireEvent.pointerDown(page.getByRole('button', { name: /^How far/ }), { button: 0, pointerType: 'touch' });
    expect(sent).toEqual([{ type: 'TOUCH' }]);
    vi.restoreAllMocks();
  });

  it('in an upper corner tells which', async () => {
    const { sent } = await open(view('attract', 'free'));
    const press = (clientX: number, clientY: number) =>
      fireEvent.pointerDown(page.getByRole('heading', { level: 1 }), { clientX, clientY });
    press(5, 5);
    press(innerWidth - 5, 5);
    press(5, innerHeight - 5);
    press(innerWidth / 2, 5);
    expect(sent.flatMap((intent) => (intent.type === 'CORNER' ? [intent.corner] : []))).toEqual(['left', 'right']);
  });
});

describe('what cannot be done now is not offered', () => {
  it.each([
    ['price', 'terminal-down', 'Continue to payment'],
    ['present', 'cancelling', 'Cancel'],
    ['plug', 'cancelling', 'Cancel'],
    ['charging', 'stopping', 'Stop charging'],
  ] as const)('%s / %s: %s', async (screen, fixture, name) => {
    const { sent } = await open(view(screen, fixture));
    const button = page.getByRole<HTMLButtonElement>('button', { name });
    expect(button.disabled).toBe(true);
    fireEvent.click(button);
    expect(sent).toEqual([]);
  });

  it('charging / grace: there is nothing to stop', async () => {
    await open(view('charging', 'grace'));
    expect(page.queryByRole('button', { name: 'Stop charging' })).toBeNull();
  });
});

describe('the keypad', () => {
  it('hands four touched digits over and starts again', async () => {
    const { sent } = await open(view('charging', 'stop-ask'));
    for (const digit of ['4', '7', '1', '1', '9']) fireEvent.click(page.getByRole('button', { name: digit }));
    expect(sent).toEqual([{ type: 'STOP_WITH_CODE', connectorId: 1, code: '4711' }]);
    expect(page.getByLabelText('1 digit entered')).toBeTruthy();
  });

  it('takes a keyboard, with backspace, and hides a PIN', async () => {
    const { sent, container } = await open(view('secondFactor', 'first'));
    for (const key of ['1', '2', 'x', '9', 'Backspace', '3']) fireEvent.keyDown(window, { key });
    expect(container.querySelector('.digits')?.textContent).toBe('•••');
    fireEvent.keyDown(window, { key: '4' });
    expect(sent).toEqual([{ type: 'ENTER_PIN', connectorId: 1, pin: '1234' }]);
  });

  it('is dead when the code is locked', async () => {
    const { sent } = await open(view('charging', 'stop-locked'));
    for (const key of ['4', '7', '1', '1']) fireEvent.keyDown(window, { key });
    expect(sent).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DriverIntent } from '../../electron/ipc/contract.ts';
import type { HelpRequestView } from '../../machines/helpView.ts';
import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';

/** Somebody wants to be helped: what reaches the desk, what the screen says of it, and what is left of the number. */

test.use({ settings: { 'support.desk.retryMinMs': '300', 'support.desk.retryMaxMs': '300' } });

const NUMBER = '+34612345678';
const deskOf = ({ station }: Kiosk) => {
  const { desk } = station.headless.station.simulation?.waysOut ?? {};
  if (!desk) throw new Error('the example config simulates a help desk');
  return desk;
};
const onDisk = ({ station }: Kiosk): string =>
  readdirSync(station.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
const becomes = (kiosk: Kiosk, state: HelpRequestView['state']) =>
  expect.poll(() => kiosk.view().help?.request?.state, { message: `request ${state}` }).toBe(state);

async function asksToBeCalled(kiosk: Kiosk): Promise<void> {
  await kiosk.press('Help');
  await kiosk.press('Call me back');
  await kiosk.type('612345678');
  await kiosk.press('Please call me');
}

test('asked from a charge > the desk has the number, the session and the code; the disk has no number', async ({
  kiosk,
}) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges();
  await asksToBeCalled(kiosk);
  await becomes(kiosk, 'delivered');
  await kiosk.says(/will call you/);
  const [request, ...more] = deskOf(kiosk).state().received;
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    id: 'S1-H1',
    phone: NUMBER,
    evseId: 'ES*SUR*E0001*1',
    screen: 'charging',
    language: 'en',
    topic: null,
  });
  expect(kiosk.view().help?.chat).toContain(`session=${request?.sessionId}`);
  expect(onDisk(kiosk)).not.toContain('612345678');
  await kiosk.press('Close');
  await kiosk.unplugForReceipt();
});

test('the desk is away > stored, said so > back > passed on once', async ({ kiosk }) => {
  await kiosk.station.bench({ type: 'deskServer', up: false });
  await asksToBeCalled(kiosk);
  await becomes(kiosk, 'waiting');
  await kiosk.says(/cannot be reached just now/);
  expect(onDisk(kiosk)).not.toContain('612345678');
  await kiosk.station.bench({ type: 'deskServer', up: true });
  await becomes(kiosk, 'delivered');
  expect(
    deskOf(kiosk)
      .state()
      .received.map(({ phone }) => phone),
  ).toEqual([NUMBER]);
});

test('the desk will not take it > said, and to call instead', async ({ kiosk }) => {
  await kiosk.station.bench({ type: 'deskRefuse', on: true });
  await asksToBeCalled(kiosk);
  await becomes(kiosk, 'failed');
  await kiosk.says(/your number was erased\. Please call us/);
});

test('a declined card > its answer first > reported with the code', async ({ kiosk, page }) => {
  await kiosk.payWith('declined');
  await kiosk.sees('declined');
  await kiosk.press('Help');
  await page.locator('.help-rows .help-row').first().click();
  await kiosk.says('My card was declined');
  await kiosk.press('Report a problem');
  await kiosk.press('Send');
  await becomes(kiosk, 'delivered');
  expect(deskOf(kiosk).state().received).toMatchObject([{ topic: 'cardDeclined', fault: 'P-101', phone: null }]);
});

test('a number that is none is said at the field, and nothing is filed', async ({ kiosk }) => {
  kiosk.expectsRefusals = true;
  await kiosk.press('Help');
  await kiosk.press('Call me back');
  await kiosk.type('612');
  await kiosk.press('Please call me');
  await kiosk.says('Some digits are missing. Please compare.');
  expect(deskOf(kiosk).state().received).toEqual([]);
});

test('only with the help sheet open, and not for ever again', async ({ kiosk }) => {
  kiosk.expectsRefusals = true;
  const ask = (phone: string | null) =>
    kiosk.station.headless.station.handlers.kiosk?.handleSendIntent(
      DriverIntent.parse({ type: 'ASK_HELP', topic: null, phone }),
    );
  expect(await ask(null)).toMatchObject({ ok: false, error: { code: 'unfit' } });
  await kiosk.press('Help');
  await expect.poll(() => kiosk.view().help !== null).toBe(true);
  for (let i = 0; i < 4; i++) expect(await ask(null)).toEqual({ ok: true });
  expect(await ask(null)).toMatchObject({ ok: false, error: { code: 'too_many' } });
});

test.describe('without a desk', () => {
  test.use({ settings: { support: '{}' } });
  test('no call is offered; a problem stays for staff, and is said to', async ({ kiosk, page }) => {
    await kiosk.press('Help');
    await expect(page.getByRole('button', { name: 'Report a problem' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Call me back' })).toHaveCount(0);
    await kiosk.press('Report a problem');
    await kiosk.press('Send');
    await becomes(kiosk, 'noted');
    await kiosk.says(/noted for our staff/);
  });
});

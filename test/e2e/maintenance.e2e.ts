import { expect, type StationUnderTest, test } from './fixture.ts';
import { codeNow, enrol, goTo, type Known, openMaintenance, PIN, pagesOf, signIn, type, wrongWith } from './staff.ts';

/** Who gets into the maintenance mode, and what each role finds there. */

async function firstAdministrator(station: StationUnderTest) {
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  return first;
}

test('a new station enrols its administrator, who invites a technician and a bookkeeper; each signs in', async ({
  chromium,
  station,
}) => {
  test.slow();
  const first = await firstAdministrator(station);
  const { page, problems } = await openMaintenance(chromium, station.headless);
  await enrol(page, first.person.number, first.code);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(await pagesOf(page)).toEqual(expect.arrayContaining(['Overview', 'Staff', 'Audit', 'Sign out']));

  const members: Record<string, Known> = {};
  for (const [name, role] of [
    ['Ana', 'Technician'],
    ['Berta', 'Bookkeeper'],
  ] as const) {
    await goTo(page, 'Staff');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await expect(page.getByRole('button', { name: 'Delete' })).toBeInViewport({ ratio: 1 });
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: role }).click();
    await page.getByRole('button', { name: 'Create one-time code' }).click();
    await expect(page.getByRole('heading', { name: `One-time code for ${name}` })).toBeVisible();
    const [number = '', code = ''] = (await page.locator('.told dd').allInnerTexts()).map((it) =>
      it.replaceAll(' ', ''),
    );
    await page.getByRole('button', { name: 'I have passed them on' }).click();
    const own = await openMaintenance(chromium, station.headless);
    members[name] = await enrol(own.page, number, code);
    await expect(own.page.getByText(`${name} ${role}`)).toBeVisible();
    const names = await pagesOf(own.page);
    expect(names).toEqual(expect.arrayContaining(['Overview', 'Audit']));
    expect(names).not.toContain('Staff');
    expect(names.includes('Tests')).toBe(role === 'Technician');
    await own.page.getByRole('button', { name: 'Sign out' }).click();
    if (!members[name]) throw new Error('not enrolled');
    await signIn(own.page, members[name]);
    await expect(own.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    expect(own.problems).toEqual([]);
    await own.page.context().close();
  }

  await goTo(page, 'Audit');
  await expect(
    page.getByRole('row', { name: /Administrator.*invited somebody Berta, bookkeeper.*done/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /Ana Technician signed out done/ })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

test('every step of the way in, and the pages behind it, can be used by everybody (axe), by day and by night', async ({
  chromium,
  station,
}) => {
  test.slow();
  const first = await firstAdministrator(station);
  const { page } = await openMaintenance(chromium, station.headless);
  const look = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await wrongWith(page), `${where} ${colorScheme}`).toEqual([]);
    }
  };
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('number');
  await type(page, 'Your staff number', first.person.number);
  await type(page, 'Your PIN', first.code);
  await type(page, /^Welcome/, PIN);
  await type(page, 'Once more', PIN);
  await expect(page.getByRole('img')).toBeVisible();
  await look('app');
  const secret = (await page.locator('.app-code code').innerText()).replaceAll(' ', '');
  await type(page, 'Scan with your authenticator app', codeNow(secret));
  await expect(page.locator('.recovery-codes li')).toHaveCount(8);
  await look('recovery codes');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await station.bench({ type: 'terminalLink', up: false });
  await expect(page.getByText('does not answer', { exact: false }).first()).toBeVisible();
  await expect(page.locator('.verdict')).toContainText('Card terminal');
  await look('overview');
  for (const name of ['Staff', 'Audit']) {
    await goTo(page, name);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.locator('.looking')).toHaveCount(0);
    await look(name);
  }
  await page.context().close();
});

test('a wrong PIN says no more than that; three of them make everybody wait, and the page says how long', async ({
  chromium,
  station,
}) => {
  const first = await firstAdministrator(station);
  const { page, problems } = await openMaintenance(chromium, station.headless);
  for (const number of [first.person.number, '0000']) {
    await type(page, 'Your staff number', number);
    await type(page, 'Your PIN', '999999');
    await expect(page.getByRole('alert')).toHaveText('That was not right.');
    await page.getByRole('button', { name: 'Begin again' }).click();
  }
  await type(page, 'Your staff number', '0000');
  await type(page, 'Your PIN', '999999');
  await expect(page.getByRole('alert')).toHaveText('That was not right.');
  await type(page, 'Your PIN', '999999');
  await expect(page.getByRole('alert')).toContainText(/Too many tries. Please wait 0:\d\d\./);
  expect(problems).toEqual([]);
  await page.context().close();
});

test.describe('while a car charges', () => {
  test.use({ settings: { 'simulation.speed': '10' } });

  test('drivers first: a running charge goes on, whoever comes reads a kind word, and all is back after sign-out', async ({
    chromium,
    station,
    kiosk,
    page: driver,
  }) => {
    test.slow();
    await kiosk.payWith('visa');
    await kiosk.sees('plug');
    await kiosk.plugIn();
    await kiosk.charges();
    await kiosk.press('Other cable');
    const first = await firstAdministrator(station);
    const { page, problems } = await openMaintenance(chromium, station.headless);
    await enrol(page, first.person.number, first.code);
    await expect(driver.getByRole('heading', { name: 'This charger is being looked after' })).toBeVisible();
    await expect(driver.getByRole('button', { name: /cable B/i })).toHaveCount(0);
    const before = kiosk.view().connectors[0]?.energyWh ?? 0;
    await driver.getByRole('button', { name: /cable A/i }).click();
    await kiosk.sees('charging', ({ energyWh }) => energyWh > before);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => kiosk.view().screen.name).toBe('charging');
    expect(problems).toEqual([]);
    await page.context().close();
    await kiosk.stopWithCode();
    await kiosk.unplugForReceipt();
  });
});

test('five touches of the upper corners by turns ring for staff; fewer, or a reload, open nothing', async ({
  station,
  kiosk,
  page,
}) => {
  let rung = 0;
  station.headless.station.doorbell.onRing(() => {
    rung += 1;
  });
  const corners = [20, 1_260, 20, 1_260, 20];
  for (const x of corners.slice(1)) await page.mouse.click(x, 20);
  expect(rung).toBe(0);
  for (const x of corners) await page.mouse.click(x, 20);
  await expect.poll(() => rung).toBe(1);
  await kiosk.sees('attract');
});

test('the address without its token, and the driver\u2019s token, open nothing', async ({ chromium, station }) => {
  const { url, maintenanceUrl } = station.headless;
  const context = await chromium.newContext();
  const page = await context.newPage();
  const driversToken = new URL(url).hash;
  for (const address of [maintenanceUrl?.split('#')[0] ?? '', `${maintenanceUrl?.split('#')[0]}${driversToken}`]) {
    await page.goto(address);
    await expect(page.getByText('Open this page with the whole address')).toBeVisible();
  }
  await context.close();
});

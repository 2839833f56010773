import { expect, test } from './fixture.ts';
import { enrol, goTo, openMaintenance, wrongWith } from './staff.ts';

/** What staff do at a station, seen from both sides of it. */

const PICTURES = process.env.SURTIDOR_PICTURES;

test('a cable is taken out of service with a reason, which drivers read, and given back; the trail has both', async ({
  chromium,
  station,
}) => {
  test.slow();
  const first = await station.headless.station.firstAdministrator();
  if (!first) throw new Error('there is an administrator already');
  const { page, problems } = await openMaintenance(chromium, station.headless);
  await enrol(page, first.person.number, first.code);
  await goTo(page, 'Actions');
  const card = page.getByRole('listitem').filter({ hasText: 'Cable A' });
  await card.getByRole('button', { name: 'Take out of service' }).click();
  await card.getByRole('button', { name: 'Waiting for repair' }).click();
  await expect(card.getByText('out of service · Waiting for repair')).toBeVisible();
  const view = station.headless.station.view();
  expect(view.connectors[0]).toMatchObject({ status: 'unavailable', unavailable: 'repair' });
  expect(await wrongWith(page)).toEqual([]);
  if (PICTURES) {
    for (const [name, width, height] of [
      ['wide', 1280, 800],
      ['tall', 1080, 1920],
      ['small', 800, 480],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${PICTURES}/${name}.png` });
    }
    await page.setViewportSize({ width: 1280, height: 2600 });
    await page.screenshot({ path: `${PICTURES}/whole.png` });
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await card.getByRole('button', { name: 'Put back into service' }).click();
  await expect(card.getByText('free')).toBeVisible();
  await page.getByRole('button', { name: 'Save the logs' }).click();
  await expect(page.getByText(/^Saved as .*log-.*\.ndjson$/)).toBeVisible();
  await goTo(page, 'Audit');
  await expect(
    page.getByRole('row', { name: /took a cable out of service A: Waiting for repair A: repair done/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /saved the logs.*done/ })).toBeVisible();
  expect(problems).toEqual([]);
  await page.context().close();
});

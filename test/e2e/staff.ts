import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { Headless } from '../../electron/headless.ts';

/** A member of staff before the maintenance page: what they know, and what their fingers do. */

export type Known = { readonly number: string; readonly pin: string; readonly secret: string };
export const PIN = '730418';

/** The maintenance page in a browser window of its own; errors in it are the test's. */
export async function openMaintenance(
  chromium: Browser,
  { maintenanceUrl }: Headless,
  viewport = { width: 1280, height: 800 },
): Promise<{ readonly page: Page; readonly problems: readonly string[] }> {
  const context = await chromium.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(maintenanceUrl ?? '');
  return { page, problems };
}

export async function type(page: Page, title: string | RegExp, digits: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: /^(Next|Sign in)$/ }).click();
}

export const codeNow = (secret: string, atMs = Date.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

/** The first time: one-time code, a PIN of one's own, the app, recovery codes. */
export async function enrol(page: Page, number: string, oneTimeCode: string): Promise<Known> {
  await type(page, 'Your staff number', number);
  await type(page, 'Your PIN', oneTimeCode);
  await type(page, /^Welcome/, PIN);
  await type(page, 'Once more', PIN);
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await page.locator('.app-code code').innerText()).replaceAll(' ', '');
  await type(page, 'Scan with your authenticator app', codeNow(secret));
  await expect(page.locator('.recovery-codes li')).toHaveCount(8);
  await page.getByRole('button', { name: 'I have written them down' }).click();
  return { number, pin: PIN, secret };
}

/** Any later time. A code is good once: the one of the next half minute is taken a little early. */
export async function signIn(page: Page, { number, pin, secret }: Known, code = codeNow(secret, Date.now() + 30_000)) {
  await type(page, 'Your staff number', number);
  await type(page, 'Your PIN', pin);
  await type(page, 'Code from your app', code);
}

/** What axe finds wrong with the page as it stands (WCAG 2.2 AA). */
export async function wrongWith(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join('; ')}`);
}

export const pagesOf = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Maintenance' }).getByRole('button').allInnerTexts();

export const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Maintenance' }).getByRole('button', { name, exact: true }).click();

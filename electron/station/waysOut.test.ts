import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLinkHealths } from '../bridge/linkHealth.ts';
import { MailConfig } from './config.devices.ts';
import { exampleConfig, silent } from './fixtures.ts';
import { createWaysOut, readSecrets } from './waysOut.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'surtidor-ways-'));
const none = { password: null, ca: null, token: null };
const withMail = (change: object) => ({
  mail: MailConfig.parse({ protocol: 'smtp', host: 'mail.example.com', from: 'receipts@example.com', ...change }),
});

function fileWith(text: string, mode: number): string {
  const file = join(folder(), 'secret');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

const healths = createLinkHealths(() => 0);

test('a password that others may read is not used', () => {
  const passwordFile = fileWith('hunter22\n', 0o600);
  const config = withMail({ user: 'kiosk', passwordFile });
  expect(readSecrets(config)).toEqual({ ok: true, value: { password: 'hunter22', ca: null, token: null } });
  chmodSync(passwordFile, 0o640);
  const refused = readSecrets(config);
  expect(refused).toEqual({ ok: false, error: `mail.passwordFile: others may read ${passwordFile}; chmod 600 it` });
  expect(JSON.stringify(refused)).not.toContain('hunter22');
});

test('certificates may be read by anybody; a file that is not there is told with its setting', () => {
  const caFile = fileWith('PEM', 0o644);
  expect(readSecrets(withMail({ caFile }))).toEqual({ ok: true, value: { password: null, ca: 'PEM', token: null } });
  expect(readSecrets(withMail({ caFile: '/nowhere/ca.pem' }))).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^mail\.caFile: .*nowhere/),
  });
  expect(readSecrets({})).toEqual({ ok: true, value: none });
});

test('what the config does not name is not there', () => {
  const { receiptPrinter: _, mail: __, support: ___, ...bare } = exampleConfig();
  expect(createWaysOut({ ...bare, dataDir: folder() }, none, silent, healths)).toEqual({
    printer: null,
    mail: null,
    desk: null,
  });
  const whole = createWaysOut({ ...exampleConfig(), dataDir: folder() }, none, silent, healths);
  expect(whole.printer).not.toBeNull();
  expect(whole.mail).not.toBeNull();
  expect(whole.desk).not.toBeNull();
});

test('without a key to seal addresses and numbers with, none is taken', () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, 'contacts.key'), 'no key');
  expect(createWaysOut({ ...exampleConfig(), dataDir }, none, silent, healths)).toMatchObject({
    mail: null,
    desk: null,
  });
  expect(readFileSync(join(dataDir, 'contacts.key'), 'utf8')).toBe('no key');
});

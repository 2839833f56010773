import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { Mail } from '../../../../machines/ports/mailer.ts';
import {
  type MailSimulator,
  type MailSimulatorOptions,
  startMailSimulator,
} from '../../../simulators/mail/mailSimulator.ts';
import { MailConfig } from '../../../station/config.devices.ts';
import { createSmtpMailer } from './smtpMailer.ts';
import { cert, key } from './testCertificate.ts';

const mail: Mail = {
  id: 'receipt-7',
  to: 'driver@example.com',
  language: 'de',
  subject: 'Ihr Beleg S1-000042 von Surtidor Energía',
  text: 'Gesamt: 17,08 €',
  html: '<p>Gesamt: 17,08&nbsp;€</p>',
  attachments: [{ name: 'S1-000042.xml', mediaType: 'application/xml', content: '<values>é</values>' }],
};
const running: MailSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function server(options: Partial<MailSimulatorOptions> = {}): Promise<MailSimulator> {
  const started = await startMailSimulator({ host: '127.0.0.1', port: 0, ...options });
  if (!started.ok) throw new Error(started.error.detail);
  running.push(started.value);
  return started.value;
}

const logged: string[] = [];
function mailer(port: number, change: object = {}, ca: string | null = null, password: string | null = null) {
  const config = MailConfig.parse({
    protocol: 'smtp',
    host: '127.0.0.1',
    port,
    tls: 'none',
    from: 'receipts@operator.example',
    connectTimeoutMs: 1_000,
    timeoutMs: 300,
    ...change,
  });
  const log = pino({ level: 'debug' }, { write: (line) => logged.push(line) });
  return createSmtpMailer(config, { log, senderName: 'Surtidor Energía, S.L.', ca, password });
}

test('what is sent is what arrives, in every part', async () => {
  const device = await server();
  expect(await mailer(device.port).send(mail)).toEqual({ ok: true, value: undefined });
  const [got] = device.received();
  expect(got?.to).toEqual(['driver@example.com']);
  const header = (name: string) => got?.parts[0]?.headers.get(name);
  expect(header('from')).toContain('<receipts@operator.example>');
  expect(header('to')).toBe('driver@example.com');
  expect(header('subject')).toBe(mail.subject);
  expect(header('message-id')).toBe('<receipt-7@operator.example>');
  expect(header('auto-submitted')).toBe('auto-generated');
  const contents = got?.parts.map(({ content }) => content.trim());
  expect(contents).toContain(mail.text);
  expect(contents).toContain(mail.html);
  expect(contents).toContain('<values>é</values>');
});

test.each(['starttls', 'implicit'] as const)('%s: with a server that is trusted, and with no other', async (tls) => {
  const device = await server({ tls, key, cert });
  expect(await mailer(device.port, { tls }, cert).send(mail)).toMatchObject({ ok: true });
  expect(await mailer(device.port, { tls }).send(mail)).toMatchObject({ ok: false, error: { code: 'link_lost' } });
  expect(device.received()).toHaveLength(1);
});

test('a server that offers no TLS is told nothing', async () => {
  const device = await server({ tls: 'none' });
  const answer = await mailer(device.port, { tls: 'starttls' }, cert).send(mail);
  expect(answer).toMatchObject({ ok: false, error: { code: 'link_lost' } });
  expect(device.received()).toHaveLength(0);
});

test('user and password, right and wrong', async () => {
  const device = await server({ tls: 'starttls', key, cert, account: { user: 'kiosk', password: 'right' } });
  const login = { tls: 'starttls', user: 'kiosk', passwordFile: 'unused' };
  expect(await mailer(device.port, login, cert, 'right').send(mail)).toMatchObject({ ok: true });
  expect(await mailer(device.port, login, cert, 'wrong').send(mail)).toMatchObject({
    ok: false,
    error: { code: 'auth_failed' },
  });
});

test.each([
  ['no such mailbox', (device: MailSimulator) => device.refuseRecipients(true), 'refused_address'],
  ['greylisted', (device: MailSimulator) => device.greylist(true), 'deferred'],
  ['never acknowledged', (device: MailSimulator) => device.neverAcknowledge(true), 'timed_out'],
  ['no server', (device: MailSimulator) => device.setUp(false), 'link_lost'],
])('%s', async (_, mishap, code) => {
  const device = await server();
  await mishap(device);
  expect(await mailer(device.port).send(mail)).toMatchObject({ ok: false, error: { code } });
});

test('a server that wants a login it was not given is for staff to mend: tried again', async () => {
  const device = await server({ tls: 'starttls', key, cert, account: { user: 'kiosk', password: 'right' } });
  expect(await mailer(device.port, { tls: 'starttls' }, cert).send(mail)).toMatchObject({
    ok: false,
    error: { code: 'auth_failed' },
  });
});

test('no log line has an address', () => {
  expect(logged.length).toBeGreaterThan(5);
  expect(logged.filter((line) => line.includes('driver@example.com'))).toEqual([]);
});

test('whatever address and subject hold, there is one recipient at most and no header more', async () => {
  const device = await server();
  const sender = mailer(device.port);
  const address = fc.oneof(
    fc.emailAddress(),
    fc.constantFrom('a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com', '"a\r\nX: y"@example.com'),
  );
  await fc.assert(
    fc.asyncProperty(address, fc.string(), async (to, subject) => {
      const before = device.received().length;
      await sender.send({ ...mail, to, subject: `Beleg ${subject}\r\nBcc: c@example.com` });
      const got = device.received().slice(before);
      for (const { to: recipients, parts } of got) {
        expect(recipients).toHaveLength(1);
        expect(parts[0]?.headers.has('bcc')).toBe(false);
      }
    }),
    { numRuns: 20, examples: [['driver@example.com', '1']] },
  );
  expect(device.received().length).toBeGreaterThan(0);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { HelpDesk, HelpRequest } from '../../../machines/ports/helpDesk.ts';
import type { Mail, MailError } from '../../../machines/ports/mailer.ts';
import { err, ok, type Result } from '../../../machines/result.ts';
import { type DeskSimulator, startDeskSimulator } from '../../simulators/helpDesk/deskSimulator.ts';
import { createMailDesk } from './mailDesk.ts';
import { createSeveralDesks } from './severalDesks.ts';
import { createWebhookDesk } from './webhookDesk.ts';

const request: HelpRequest = {
  id: 'S1-H7',
  station: 'Sol & Sombra',
  evseId: 'ES*SUR*E0001*1',
  sessionId: '0F3A66B1C2D40042',
  receiptNumber: null,
  topic: 'plugStuck',
  screen: 'charging',
  fault: 'C-301',
  language: 'ar',
  askedAtMs: Date.UTC(2026, 10, 23, 4, 43),
  phone: '+491711234567',
};

const running: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function desk(token: string | null = null): Promise<DeskSimulator> {
  const started = await startDeskSimulator({ host: '127.0.0.1', port: 0, token });
  if (!started.ok) throw new Error(started.error.detail);
  running.push(started.value);
  return started.value;
}
const hook = (port: number, token: string | null = null) =>
  createWebhookDesk({ url: `http://127.0.0.1:${port}/help`, token, timeoutMs: 300 });

describe('by webhook', () => {
  test('what is told is what arrives, and once, however often it is told', async () => {
    const device = await desk('secret');
    for (let i = 0; i < 2; i++) expect(await hook(device.port, 'secret').tell(request)).toEqual({ ok: true });
    const { askedAtMs: _, ...rest } = request;
    expect(device.state().received).toEqual([{ ...rest, askedAt: '2026-11-23T04:43:00.000Z' }]);
    expect(await hook(device.port).tell({ ...request, id: 'S1-H8' })).toMatchObject({ error: { code: 'auth_failed' } });
  });

  test.each([
    ['busy', (device: DeskSimulator) => device.setBusy(true), 'deferred'],
    ['refuses', (device: DeskSimulator) => device.refuse(true), 'refused'],
    ['never answers', (device: DeskSimulator) => device.neverAnswer(true), 'timed_out'],
    ['away', (device: DeskSimulator) => device.setUp(false), 'link_lost'],
  ])('%s', async (_, mishap, code) => {
    const device = await desk();
    await mishap(device);
    const told = await hook(device.port).tell(request);
    expect(told).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(told)).not.toContain('171');
  });

  test('sent on to another address: the number does not go there', async () => {
    const other = await desk();
    const first = createServer((_, response) =>
      response.writeHead(307, { Location: `http://127.0.0.1:${other.port}/` }).end(),
    );
    await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
    running.push(first);
    const { port } = first.address() as AddressInfo;
    expect(await hook(port).tell(request)).toMatchObject({
      ok: false,
      error: { code: 'deferred', detail: 'HTTP 307' },
    });
    expect(other.state().received).toEqual([]);
  });
});

describe('by mail', () => {
  function mailDesk(answer: Result<void, MailError> = ok(undefined)) {
    const sent: Mail[] = [];
    const mailer = {
      async send(mail: Mail) {
        sent.push(mail);
        return answer;
      },
    };
    return { sent, desk: createMailDesk(mailer, 'desk@operator.example') };
  }

  test('it says all there is, the number in the mail alone', async () => {
    const { sent, desk } = mailDesk();
    expect(await desk.tell(request)).toEqual({ ok: true });
    const [mail] = sent;
    expect(mail).toMatchObject({ id: 'S1-H7', to: 'desk@operator.example', attachments: [] });
    for (const word of ['S1-H7', '+491711234567', 'plugStuck', 'C-301', 'Language: ar', 'Receipt: –', 'Sol & Sombra'])
      expect(mail?.text).toContain(word);
    expect(mail?.html).toContain('Sol &#38; Sombra');
    expect(mail?.subject).not.toContain('171');
    expect(mail?.subject).toContain('please call back');
  });

  test('the operator’s address refused is to be mended, not the driver’s loss', async () => {
    const { desk } = mailDesk(err({ code: 'refused_address', detail: 'RCPT TO 550' }));
    expect(await desk.tell(request)).toMatchObject({ error: { code: 'deferred' } });
  });
});

describe('by both', () => {
  const answering = (answer: Awaited<ReturnType<HelpDesk['tell']>>) => {
    const told: string[] = [];
    const desk: HelpDesk = {
      async tell({ id }) {
        told.push(id);
        return answer;
      },
    };
    return { told, desk };
  };
  const lost = err({ code: 'link_lost', detail: '' } as const);
  const refused = err({ code: 'refused', detail: '' } as const);

  test.each([
    [ok(undefined), ok(undefined), ok(undefined), 0],
    [lost, ok(undefined), ok(undefined), 1],
    [refused, lost, lost, 1],
    [lost, refused, lost, 1],
    [refused, refused, refused, 1],
  ])('%j, then %j: %j', async (one, two, all, secondTold) => {
    const [first, second] = [answering(one), answering(two)];
    expect(await createSeveralDesks([first.desk, second.desk]).tell(request)).toEqual(all);
    expect([first.told.length, second.told.length]).toEqual([1, secondTold]);
  });
});

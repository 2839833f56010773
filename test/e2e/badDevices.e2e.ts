import { connect } from 'node:net';
import { connectAsync } from 'mqtt';
import { addressOf, inACharge, noise } from './attack.ts';
import { expect, test } from './fixture.ts';
import { startProxy } from './proxy.ts';
import { test as split } from './split.ts';

/** Bytes that make no sense, on every open port and from every device, while a charge runs: it goes on. */

test('bytes that are no HTTP, no ZVT, no MQTT on the open ports > dropped', async ({ kiosk, station }) => {
  const { config } = station.headless.station;
  const ports = [config.cardTerminal.port, Number(new URL(config.powerController.url).port), addressOf(station).port];
  await inACharge(kiosk, async () => {
    for (const port of ports)
      for (const bytes of [noise(1), noise(2_000), Buffer.alloc(70_000, 0xff), Buffer.from('GET / HTTP/9.9\r\n\r\n')]) {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined);
        const over = new Promise((resolve) => socket.once('close', resolve));
        socket.resume();
        socket.end(bytes);
        await over;
      }
  });
});

test('garbage on every topic of the broker > ignored', async ({ kiosk, station }) => {
  const { powerController, evses } = station.headless.station.config;
  const { modules } = powerController;
  const instances = [
    ...evses.map(({ everest }) => `evse_manager_consumer/${everest.evseManager}`),
    `auth_token_provider/${modules.authTokenProvider}`,
    `auth_token_validator/${modules.authTokenValidator}`,
    `auth_consumer/${modules.authConsumer}`,
    `error_history_consumer/${modules.errorHistory}`,
  ];
  const names = [
    ...[
      'session_event',
      'session_info',
      'powermeter',
      'ev_info',
      'heartbeat',
      'dlink_ready',
      'token_validation_status',
    ],
    ...[
      'error_raised',
      'error_cleared',
      'validate_token',
      'dc_voltage_current',
      'isolation_measurement',
      'no_such_thing',
    ],
  ];
  const bodies = [
    noise(200),
    Buffer.from(''),
    ...[null, [], {}, 'text', -1, { uuid: 7 }, { uuid: '', event: 'TransactionFinished' }, { state: null }].map((one) =>
      Buffer.from(JSON.stringify(one)),
    ),
    Buffer.from('['.repeat(50_000)),
    Buffer.from(JSON.stringify({ uuid: 'x'.repeat(300_000), event: 'Disabled?' })),
  ];
  await inACharge(kiosk, async () => {
    const rogue = await connectAsync(powerController.url);
    for (const instance of instances)
      for (const name of names)
        for (const body of bodies) {
          await rogue.publishAsync(`everest_api/1/${instance}/e2m/${name}`, body);
          await rogue.publishAsync(`everest_api/1/${instance}/e2m/${name}/reply/1`, body);
        }
    await rogue.endAsync();
  });
});

split('a terminal that spills garbage > never a crash, settled all the same', async ({ hardware, page }) => {
  const proxy = await startProxy(hardware.simulation.terminal.port);
  try {
    const kiosk = await hardware.revive(page, { 'cardTerminal.port': String(proxy.port) });
    await kiosk.ready();
    const spills = [
      noise(1),
      noise(40),
      noise(70_000),
      Buffer.from('1002040F', 'hex'),
      Buffer.from('060FFFFFFF', 'hex'),
    ];
    await inACharge(kiosk, async () => {
      for (const bytes of spills) {
        await expect.poll(() => kiosk.view().terminal, { timeout: 20_000 }).toBe('up');
        proxy.toStation(bytes);
        proxy.toDevice(bytes);
      }
      await expect.poll(() => kiosk.view().terminal, { timeout: 20_000 }).toBe('up');
    });
    await kiosk.booksAgree();
  } finally {
    await proxy.close();
  }
});

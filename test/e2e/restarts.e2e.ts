import type { KioskView } from '../../machines/view.ts';
import type { Kiosk } from './kiosk.ts';
import { expect, type Hardware, type Process, test } from './split.ts';

/**
 * The station is ended in every state, by Ctrl-C and by SIGKILL, while its hardware goes on. Started again, the driver
 * finds the charge where it stands or the receipt ready; no wait was lengthened; the books agree.
 */

type Moment = {
  readonly name: string;
  readonly settings?: Record<string, string>;
  /** Brings the station there. @returns what must not have changed after the restart. */
  reach(process: Process, hardware: Hardware): Promise<unknown>;
  /** Between end and start, at the hardware. */
  meanwhile?(hardware: Hardware, before: unknown): Promise<unknown>;
  afterwards(kiosk: Kiosk, before: unknown): Promise<unknown>;
  readonly billsLastHeard?: boolean;
};

const slowLife = { 'simulation.speed': '10' };
const bench = ({ simulation }: Hardware, action: Parameters<typeof simulation.handlers.handleAct>[0]) =>
  Promise.resolve(simulation.handlers.handleAct(action));
const tileOf = (view: KioskView) => view.connectors[0];

async function toReader(station: Process): Promise<void> {
  await station.does({ type: 'SELECT_CONNECTOR', connectorId: 1 }, 'price');
  await station.does({ type: 'START', connectorId: 1 }, 'present', ({ step }) => step === 'card');
}
async function toCable(station: Process, hardware: Hardware) {
  await toReader(station);
  await bench(hardware, { type: 'presentCard', card: 'visa' });
  return station.sees('plug', ({ step, deadlineMs }) => step === 'cable' && deadlineMs !== null);
}
async function toEnergy(station: Process, hardware: Hardware, wh = 50) {
  await toCable(station, hardware);
  await bench(hardware, { type: 'plugIn', evse: 1, car: 'ioniq' });
  return station.sees('charging', ({ energyWh }) => energyWh >= wh);
}
async function toGrace(station: Process, hardware: Hardware) {
  await toEnergy(station, hardware);
  await bench(hardware, { type: 'carStops', evse: 1 });
  station.send({ type: 'ASK_STOP', connectorId: 1 });
  const { stopCode } = await station.sees('charging', ({ stopDialog }) => stopDialog !== null);
  station.send({ type: 'STOP_WITH_CODE', connectorId: 1, code: stopCode ?? '' });
  return station.sees('charging', ({ activity }) => activity === 'finishedGrace');
}
async function toReceipt(station: Process, hardware: Hardware) {
  await toEnergy(station, hardware);
  await bench(hardware, { type: 'unplug', evse: 1 });
  return station.sees('receipt', ({ hold }) => hold?.state === 'captured');
}

async function chargesToTheEnd(kiosk: Kiosk): Promise<void> {
  const { energyWh } = await kiosk.sees('charging');
  await kiosk.charges(energyWh + 100);
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
}
async function isFreeAgain(kiosk: Kiosk): Promise<void> {
  await expect.poll(() => tileOf(kiosk.view())?.status, { timeout: 20_000 }).toBe('free');
  expect(kiosk.station.book().filter(({ state }) => state !== 'released')).toEqual([]);
}

const moments: readonly Moment[] = [
  {
    name: 'price shown',
    reach: (station) => station.does({ type: 'SELECT_CONNECTOR', connectorId: 1 }, 'price'),
    afterwards: isFreeAgain,
  },
  { name: 'waiting for a card', reach: toReader, afterwards: isFreeAgain },
  {
    name: 'bank is asked',
    async reach(station, hardware) {
      await bench(hardware, { type: 'bankDelay', ms: 2_000 });
      await toReader(station);
      await bench(hardware, { type: 'presentCard', card: 'visa' });
      return station.sees('present', ({ step }) => step === 'hold');
    },
    afterwards: isFreeAgain,
  },
  {
    name: 'plug awaited',
    reach: toCable,
    async afterwards(kiosk, before) {
      await kiosk.choose('A');
      const after = await kiosk.sees('plug', ({ step }) => step === 'cable');
      expect(after).toEqual(before);
      await kiosk.plugIn();
      await chargesToTheEnd(kiosk);
    },
  },
  {
    name: 'plug awaited, its deadline passes meanwhile',
    settings: { 'timeouts.plugInMs': '1500' },
    reach: toCable,
    async meanwhile(_hardware, before) {
      const { deadlineMs } = before as { deadlineMs: number };
      await expect.poll(() => Date.now() > deadlineMs).toBe(true);
    },
    afterwards: isReleased,
  },
  {
    name: 'plug awaited, plugged in meanwhile',
    reach: toCable,
    async meanwhile(hardware) {
      await bench(hardware, { type: 'plugIn', evse: 1, car: 'ioniq' });
      await expect.poll(() => hardware.simulation.charger.state().evses[0]?.powerW).toBeGreaterThan(0);
    },
    async afterwards(kiosk) {
      await kiosk.choose('A');
      await chargesToTheEnd(kiosk);
    },
    billsLastHeard: true,
  },
  {
    name: 'handshake',
    settings: slowLife,
    async reach(station, hardware) {
      await toCable(station, hardware);
      await bench(hardware, { type: 'plugIn', evse: 1, car: 'truck' });
      return station.sees('plug', ({ step }) => step === 'handshake');
    },
    async afterwards(kiosk) {
      await kiosk.choose('A');
      await chargesToTheEnd(kiosk);
    },
    billsLastHeard: true,
  },
  {
    name: 'charging',
    reach: toEnergy,
    async afterwards(kiosk, before) {
      await kiosk.choose('A');
      const { startedAtMs, energySinceMs, stopCode } = await kiosk.sees('charging', ({ stale }) => !stale);
      expect(before).toMatchObject({ startedAtMs, energySinceMs, stopCode });
      await chargesToTheEnd(kiosk);
    },
  },
  {
    name: 'charging, unplugged meanwhile',
    reach: toEnergy,
    meanwhile: (hardware) => bench(hardware, { type: 'unplug', evse: 1 }),
    async afterwards(kiosk) {
      await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    },
    billsLastHeard: true,
  },
  {
    name: 'stopping',
    async reach(station, hardware) {
      await toEnergy(station, hardware);
      await bench(hardware, { type: 'chargerLink', up: false });
      station.send({ type: 'ASK_STOP', connectorId: 1 });
      const { stopCode } = await station.sees('charging', ({ stopDialog }) => stopDialog !== null);
      station.send({ type: 'STOP_WITH_CODE', connectorId: 1, code: stopCode ?? '' });
      return station.sees('charging', ({ activity }) => activity === 'stopping');
    },
    meanwhile: (hardware) => bench(hardware, { type: 'chargerLink', up: true }),
    async afterwards(kiosk) {
      await kiosk.choose('A');
      await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
      await kiosk.unplug();
      await kiosk.sees('receipt', ({ hold, endReason }) => hold?.state === 'captured' && endReason === 'driver');
    },
  },
  {
    name: 'finished and still plugged',
    reach: toGrace,
    async afterwards(kiosk, before) {
      await kiosk.choose('A');
      const { graceEndsMs, energyWh, cost } = await kiosk.sees('charging', ({ stale }) => !stale);
      expect(before).toMatchObject({ energyWh, cost });
      // An outage takes nothing of the free time.
      const { graceEndsMs: promisedMs } = before as { graceEndsMs: number };
      expect(graceEndsMs).toBeGreaterThanOrEqual(promisedMs);
      await kiosk.unplug();
      await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    },
  },
  {
    name: 'finished, unplugged meanwhile',
    reach: toGrace,
    meanwhile: (hardware) => bench(hardware, { type: 'unplug', evse: 1 }),
    afterwards: (kiosk) => kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured'),
  },
  {
    name: 'receipt shown',
    reach: toReceipt,
    async afterwards(kiosk, before) {
      await kiosk.choose('A');
      expect(await kiosk.sees('receipt')).toEqual(before);
      await kiosk.press('Done');
      await expect.poll(() => tileOf(kiosk.view())?.status).toBe('free');
    },
  },
  {
    name: 'settlement waits for the terminal',
    async reach(station, hardware) {
      await toEnergy(station, hardware);
      await bench(hardware, { type: 'terminalLink', up: false });
      await bench(hardware, { type: 'unplug', evse: 1 });
      return station.sees('receipt', ({ hold }) => hold?.state === 'delayed');
    },
    meanwhile: (hardware) => bench(hardware, { type: 'terminalLink', up: true }),
    async afterwards(kiosk) {
      await expect
        .poll(() => kiosk.station.book().map(({ state }) => state), { timeout: 20_000 })
        .toEqual(['captured']);
      await kiosk.choose('A');
      await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    },
  },
  {
    name: 'capture under way',
    async reach(station, hardware) {
      await toEnergy(station, hardware);
      await bench(hardware, { type: 'bankDelay', ms: 2_000 });
      await bench(hardware, { type: 'unplug', evse: 1 });
      return station.sees('receipt', ({ hold }) => hold?.state === 'capturing');
    },
    async afterwards(kiosk) {
      await expect
        .poll(() => kiosk.station.book().map(({ state }) => state), { timeout: 20_000 })
        .toEqual(['captured']);
    },
  },
];

async function isReleased(kiosk: Kiosk): Promise<void> {
  await expect.poll(() => kiosk.station.book().map(({ state }) => state), { timeout: 20_000 }).toEqual(['released']);
}

for (const moment of moments)
  test.describe(moment.name, () => {
    test.use({ settings: moment.settings ?? {} });
    for (const end of ['kill', 'interrupt'] as const)
      test(`${end} > started again`, async ({ hardware, page }) => {
        const before = await (async () => {
          const station = await hardware.spawn();
          const reached = await moment.reach(station, hardware);
          await station[end]();
          return reached;
        })();
        await moment.meanwhile?.(hardware, before);
        const kiosk = await hardware.revive(page);
        kiosk.billsLastHeard = moment.billsLastHeard ?? false;
        await moment.afterwards(kiosk, before);
        await kiosk.booksAgree();
      });
  });

import { createHash } from 'node:crypto';
import type { OcpiTariff } from '../../electron/billing/ocpiTariff.ts';
import { type Config, parseConfig } from '../../electron/station/config.ts';
import example from '../../electron/station/example.config.json' with { type: 'json' };
import { type Chance, createChance } from './chance.ts';
import { createChronicle } from './chronicle.ts';
import { visit } from './driver.ts';
import { violationsOf } from './invariants.ts';
import { letThingsGoWrong } from './mishaps.ts';
import { randomTariff } from './tariffs.ts';
import type { VirtualTime } from './virtualTime.ts';
import { createWorld } from './world.ts';

export type EpisodeResult = {
  readonly seed: number;
  readonly charges: number;
  readonly receipts: number;
  readonly captured: number;
  readonly released: number;
  readonly forStaff: number;
  readonly deaths: number;
  readonly mishaps: number;
  readonly unbilledWh: number;
  readonly virtualHours: number;
  /** Of the journal's last row and the terminal's book: the same seed gives the same. */
  readonly fingerprint: string;
  readonly violations: readonly string[];
};

const START_MS = Date.UTC(2026, 10, 22, 6);
/** So long everything may take to come to rest when nothing goes wrong any more. */
const REST_MS = 30 * 3_600_000;
/** scrypt at its cheapest: the PIN is 1234, and no attacker here has a dictionary. */
const PIN_HASH = 'scrypt$2$00$ff';

/** A station of its own: what it takes, how patient it is, differ from episode to episode. */
function configOf(chance: Chance): Config {
  const price = (low: number, high: number) => Number(chance.between(low, high).toFixed(4));
  const [element] = example.tariff.elements;
  const parsed = parseConfig({
    ...example,
    // In the one the price follows the clock, in the other it is that of the moment the driver agreed to it.
    station: { ...example.station, market: chance.pick(['eu', 'eu', 'us']) },
    tariff: {
      ...example.tariff,
      elements: [
        {
          price_components: element?.price_components.map((component) => ({
            ...component,
            price: { ENERGY: price(0.2, 0.9), FLAT: price(0, 1), PARKING_TIME: price(3, 30) }[component.type as 'FLAT'],
            step_size: component.type === 'ENERGY' ? chance.pick([1, 1, 1, 100]) : component.step_size,
          })),
        },
      ],
    },
    payment: {
      ...example.payment,
      holdMinor: chance.pick([500, 1_000, 6_000]),
      idleGraceMs: chance.pick([0, 60_000, 600_000]),
      stopMarginSeconds: 20,
      settlementRetryMaxMs: 600_000,
    },
    cardTerminal: {
      ...example.cardTerminal,
      readTimeoutS: 30,
      statusPollMs: 240_000,
      captureWith: chance.pick(['partialReversal', 'bookTotal']),
      reuseReadCard: chance.happens(0.7),
    },
    books: { endOfDayAt: chance.pick(['07:30', '08:00', '08:30', '09:00', '10:00']), endOfDayWithinMinutes: 1_380 },
    powerController: { ...example.powerController, heartbeatTimeoutMs: 50_000, communicationCheckMs: 60_000 },
    idTokens: example.idTokens.map((entry) => (entry.pinHash ? { ...entry, pinHash: PIN_HASH } : entry)),
  });
  if (!parsed.ok) throw new Error(parsed.error.problems.join('\n'));
  return parsed.value;
}

/** Lives one station through `charges` charges and says what of its money does not add up. */
export async function liveThrough(
  time: VirtualTime,
  seed: number,
  charges: number,
  tell: ((line: string) => void) | null = null,
): Promise<EpisodeResult> {
  time.reset();
  const chance = createChance(seed);
  const chronicle = createChronicle();
  const say = (line: string) => tell?.(`${new Date(time.nowMs).toISOString()} ${line.trim()}`);
  const world = await createWorld(time, chance.seed(), configOf(chance), { ...chronicle.watch, onLog: tell && say });
  chronicle.begin(world);
  chronicle.setTariff(world.config.tariff);
  const startedMs = time.nowMs;
  const violations: string[] = [];
  let mishaps = 0;
  const isOver = (): boolean => chronicle.authorizedAtMs.size >= charges || violations.length > 0;

  const check = (atRest: boolean): void => {
    const { books } = world.station;
    if (!books) return;
    for (const violation of violationsOf(world, chronicle, books, atRest)) {
      if (violations.includes(violation)) continue;
      violations.push(violation);
      say(`VIOLATION ${violation}`);
    }
  };

  /** The operator sets another price now and then; a charge under way keeps its own. */
  let tariffs = 0;
  function setTariff(tariff: OcpiTariff): void {
    chronicle.setTariff(tariff);
    Object.assign(world.config, { tariff });
  }
  async function drivers(connectorId: number, own: Chance): Promise<void> {
    while (!isOver()) {
      await world.sleep(own.waitMs(15_000));
      if (own.happens(0.7)) setTariff(randomTariff(own, `T${++tariffs}`));
      await visit(world, connectorId, own.seed());
      check(false);
    }
  }
  const isQuiet = (): boolean =>
    (world.station.view()?.connectors.every(({ status }) => status === 'free') ?? false) &&
    (world.station.books?.openHolds().every(({ state }) => state === 'staff') ?? false);

  async function live(): Promise<void> {
    if (chance.happens(0.5)) world.terminal.faults.always('bookOpenAtEndOfDay');
    world.station.start();
    const trouble = createChance(chance.seed());
    const everyMs = chance.pick([120_000, 300_000, 900_000]);
    const crowd = world.config.evses.map(({ evse }) => drivers(evse, createChance(chance.seed())));
    await Promise.all([
      ...crowd,
      letThingsGoWrong(world, trouble, everyMs, isOver, (name) => {
        mishaps += 1;
        say(`mishap ${name}`);
      }),
    ]);
    world.station.start();
    world.terminal.faults.clear();
    const latestMs = time.nowMs + REST_MS;
    do await world.sleep(60_000);
    while (!isQuiet() && time.nowMs < latestMs);
    // A day that is due is closed within two looks at the clock.
    await world.sleep(660_000);
    if (!isQuiet()) {
      const { connectors } = world.station.view() ?? { connectors: [] };
      violations.push(`never came to rest: ${connectors.map(({ status }) => status).join(' ')}`);
    }
    check(true);
  }

  let isDone = false;
  let failure: unknown = null;
  world.post(0, () => {
    live().then(
      () => {
        isDone = true;
      },
      (cause) => {
        failure = cause;
        isDone = true;
      },
    );
  });
  await time.run(() => isDone);
  if (failure) throw failure;

  const { books } = world.station;
  const holds = books?.holds() ?? [];
  const count = (state: string): number => holds.filter((row) => row.state === state).length;
  const hash = createHash('sha256').update(JSON.stringify(world.terminal.book()));
  for (const row of books?.journal() ?? []) hash.update(row.hash);
  const result: EpisodeResult = {
    seed,
    charges: chronicle.authorizedAtMs.size,
    receipts: books?.receipts().length ?? 0,
    captured: count('captured'),
    released: count('released'),
    forStaff: count('staff'),
    deaths: chronicle.deathsAtMs.length,
    mishaps,
    unbilledWh: world.unbilledWh,
    virtualHours: (time.nowMs - startedMs) / 3_600_000,
    fingerprint: hash.digest('hex').slice(0, 16),
    violations,
  };
  world.station.kill();
  world.dispose();
  return result;
}

export const startMs = START_MS;

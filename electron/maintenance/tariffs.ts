import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import { marketOf } from '../billing/market.ts';
import type { OcpiTariff } from '../billing/ocpiTariff.ts';
import { obstaclesTo } from '../billing/tariff/obstacles.ts';
import { tariffsOf } from '../billing/tariffTool/readTariffs.ts';
import type { Weighed } from '../billing/tariffTool/weigh.ts';
import { inBackground } from '../books/background.ts';
import { readMounts, sticksIn } from '../books/sticks.ts';
import { leastHold, untilStopped } from '../station/limits.ts';
import { settable } from '../station/settable.ts';
import { type FoundFile, filesOn, readFound } from './foundFiles.ts';
import { createOneAtATime, within } from './oneAtATime.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { administrators } from './roles.ts';

/** Pages give up after ten seconds; who is told `working` asks again. */
const PATIENCE_MS = 7_000;
/** Whoever sets what was just tried does not wait again. */
const KEPT_MS = 600_000;

/** Why a text is no tariff for this station. `problems` name their path and are in English, as OCPI is. */
export type TariffTrouble =
  | { readonly code: 'notJson' | 'tooLarge' | 'notOneTariff' | 'otherCurrency' | 'busy' | 'working' }
  | { readonly code: 'invalid'; readonly problems: readonly string[] }
  | { readonly code: 'holdTooSmall'; readonly leastMinor: number };
/** `json`: the one tariff that was in it, in the station's own form. */
export type TariffTried = Weighed & { readonly json: string };
export type StickFile = Omit<FoundFile, 'path'> & { readonly stick: string; readonly stickName: string };

/** The one tariff in a text: a tariff, a list of one, an OCPI answer or a config. */
export function readTariff(text: string): Result<OcpiTariff, TariffTrouble> {
  if (text.length > settable.tariff.atMost) return err({ code: 'tooLarge' });
  let json: unknown;
  try {
    // Windows' editor puts a byte order mark before it.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return err({ code: 'notJson' });
  }
  const [read, ...more] = tariffsOf(json);
  if (!read || more.length > 0) return err({ code: 'notOneTariff' });
  return read.tariff.ok ? read.tariff : err({ code: 'invalid', problems: read.tariff.error });
}

/** Looks at tariffs one at a time, in a thread of its own: many conditions take seconds. */
export function createTariffScale({ config, settings, now }: Pick<MaintenanceParts, 'config' | 'settings' | 'now'>) {
  const works = createOneAtATime<Weighed>();

  /** Whether this station could sell by it, before anything is said of its prices. */
  function fits(tariff: OcpiTariff): Result<OcpiTariff, TariffTrouble> {
    // The terminal is told its currency once, and holds of today are captured in it.
    if (tariff.currency !== settings.file.tariff.currency) return err({ code: 'otherCurrency' });
    const next = settings.next();
    const obstacles = obstaclesTo(tariff, marketOf(next.station.market));
    if (obstacles.length > 0)
      return err({ code: 'invalid', problems: obstacles.map(({ path, text }) => `${path}: ${text}`) });
    const least = Math.max(...next.evses.map((evse) => leastHold(tariff, untilStopped(next, evse)).minor));
    return next.payment.holdMinor > least ? ok(tariff) : err({ code: 'holdTooSmall', leastMinor: least + 1 });
  }

  async function weigh(tariff: OcpiTariff): Promise<Result<Weighed, TariffTrouble>> {
    const fit = fits(tariff);
    if (!fit.ok) return fit;
    const { station, payment } = settings.next();
    const key = `${Math.floor(now() / KEPT_MS)} ${JSON.stringify(tariff)}`;
    const begun = works.start(key, async () => {
      const weighed = await inBackground({
        job: 'weigh',
        before: config.tariff,
        after: tariff,
        at: { atMs: now(), timeZone: station.timeZone },
        idleGraceMs: payment.idleGraceMs,
        market: marketOf(station.market),
      });
      if (!weighed.ok) throw new Error(weighed.error);
      return weighed.value;
    });
    if (!begun) return err({ code: 'busy' });
    begun.catch(() => works.forget(key));
    const weighed = await within(PATIENCE_MS, begun);
    return weighed ? ok(weighed) : err({ code: 'working' });
  }
  return { weigh };
}
export type TariffScale = ReturnType<typeof createTariffScale>;

/** A tariff on its way to becoming the station's: read, looked at, compared. Setting it is `setting.change`. */
export function tariffRequests(
  { config, settings }: Pick<MaintenanceParts, 'config' | 'settings'>,
  scale: TariffScale,
  mounts = readMounts,
) {
  const sticks = () => sticksIn(config.books.exportTo, mounts);
  const files = async (): Promise<(FoundFile & StickFile)[]> => {
    const found = sticks().map(async ({ path, name: stickName }) =>
      (await filesOn(path, settable.tariff.atMost)).map((file) => ({ ...file, stick: path, stickName })),
    );
    return (await Promise.all(found)).flat();
  };
  return {
    /** As it will run from the next start on, to be changed. */
    'tariff.look': look({
      roles: administrators,
      input: z.undefined(),
      handle: () => ok({ json: pretty(settings.next().tariff), atMost: settable.tariff.atMost }),
    }),
    'tariff.try': look({
      roles: administrators,
      input: z.strictObject({ json: z.string() }),
      handle: async ({ json }): Promise<Result<TariffTried & { readonly isNews: boolean }, TariffTrouble>> => {
        const tariff = readTariff(json);
        if (!tariff.ok) return tariff;
        const weighed = await scale.weigh(tariff.value);
        if (!weighed.ok) return weighed;
        const isNews = !isDeepStrictEqual(tariff.value, settings.next().tariff);
        return ok({ ...weighed.value, json: pretty(tariff.value), isNews });
      },
    }),
    /** What lies at the top of the sticks that are in. */
    'tariff.files': look({
      roles: administrators,
      input: z.undefined(),
      handle: async () =>
        ok((await files()).map(({ stick, stickName, name, bytes }): StickFile => ({ stick, stickName, name, bytes }))),
    }),
    'tariff.fetch': act({
      roles: administrators,
      input: z.strictObject({ stick: z.string().max(4_096), name: z.string().max(255) }),
      tell: ({ name }) => name,
      handle: async ({ stick, name }): Promise<Result<{ json: string }, { code: 'noFile' | 'unreadable' }>> => {
        // Neither is a path to be trusted: both are names of ours, or nothing.
        const found = (await files()).find((file) => file.stick === stick && file.name === name);
        if (!found) return err({ code: 'noFile' });
        const text = await readFound(found.path, settable.tariff.atMost);
        return text === null ? err({ code: 'unreadable' }) : ok({ json: text });
      },
    }),
  };
}

const pretty = (tariff: OcpiTariff): string => JSON.stringify(tariff, null, 2);

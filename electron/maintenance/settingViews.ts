import { isDeepStrictEqual } from 'node:util';
import type { Money } from '../../machines/money.ts';
import type { PriceView } from '../../machines/view.ts';
import { marketOf } from '../billing/market.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { priceView } from '../billing/priceView.ts';
import { leastHold, untilStopped } from '../station/limits.ts';
import { isSettingPath, type SettingPath, type SettingValue, settable, settingPaths } from '../station/settable.ts';
import { valueAt } from '../station/settings.ts';
import type { SettingRow } from '../store/store.ts';
import type { MaintenanceParts } from './requests.ts';
import type { Person } from './roles.ts';

export type { SettingPath };

/** A tariff as a person tells it from another. */
export type TariffBrief = { readonly id: string; readonly price: PriceView };
/** A value as it is told: a tariff by what drivers read. */
export type Told<P extends SettingPath = SettingPath> = P extends 'tariff' ? TariffBrief : SettingValue<P>;

export type SettingView<P extends SettingPath = SettingPath> = {
  /** As it runs now, and as it will from the next start on. Null: the file has none. */
  readonly now: Told<P> | null;
  readonly next: Told<P> | null;
  readonly file: Told<P> | null;
  readonly applies: 'atOnce' | 'atStart';
  readonly mayChange: boolean;
  /** The newest word of staff, and what it was before it (null: as the file has it). Null: there never was one. */
  readonly word: null | {
    readonly seq: number;
    readonly person: string;
    readonly atMs: number;
    readonly isFiles: boolean;
    readonly before: Told<P> | null;
  };
  /** Why what was set does not hold: it no longer fits the file. In English, for whoever writes the file. */
  readonly broken: readonly string[] | null;
};
export type SettingsView = {
  readonly settings: { readonly [P in SettingPath]: SettingView<P> };
  /** What a hold may be set to. */
  readonly hold: { readonly least: Money; readonly most: Money };
  /** Something that was set waits for the next start. */
  readonly awaitsStart: boolean;
};
/** A word of staff, newest first. `value` null: as the file has it. */
export type SettingWord = {
  readonly [P in SettingPath]: {
    readonly path: P;
    readonly seq: number;
    readonly atMs: number;
    readonly person: string;
    readonly value: Told<P> | null;
  };
}[SettingPath];

/** A hold may grow to so many times what the file has: more is a slip of the finger. */
const MOST_TIMES = 5;
/** More than there will ever be: what was before the newest word is never guessed. */
const ALL = 100_000;
const SHOWN_WORDS = 60;

/** What the page Settings shows: what holds, what waits, who set it and what it was before. */
export function createSettingViews({ settings, store, now }: Pick<MaintenanceParts, 'settings' | 'store' | 'now'>) {
  function holdBounds(): SettingsView['hold'] {
    const { evses, tariff } = settings.next();
    const { currency } = tariff;
    const least = Math.max(
      ...evses.map((evse) => leastHold(tariff, untilStopped(settings.next(), evse)).minor + 1),
      100,
    );
    return {
      least: { minor: least, currency },
      most: { minor: MOST_TIMES * settings.file.payment.holdMinor, currency },
    };
  }

  /** What an earlier version took and this one does not know how to tell is null. */
  function told(path: SettingPath, value: unknown): unknown {
    const parsed = settable[path].schema.safeParse(value);
    if (!parsed.success) return null;
    return path === 'tariff' ? briefOf(OcpiTariff.parse(parsed.data)) : parsed.data;
  }
  function briefOf(tariff: OcpiTariff): TariffBrief {
    const { station, payment } = settings.next();
    const moment = { atMs: now(), timeZone: station.timeZone };
    return { id: tariff.id, price: priceView(tariff, moment, payment.idleGraceMs, marketOf(station.market)) };
  }
  const wordsOf = (path: SettingPath): readonly SettingRow[] =>
    store.settingHistory(ALL).filter((row) => row.path === path);

  function viewOf(path: SettingPath, { role }: Person, words: readonly SettingRow[]): SettingView {
    const { applies, roles } = settable[path];
    const steps = path.split('.');
    const tell = (config: unknown) => told(path, valueAt(config, steps));
    const [newest, before] = words.filter((row) => row.path === path);
    const view = {
      now: tell(applies === 'atOnce' ? settings.shown() : settings.running),
      next: tell(settings.next()),
      file: tell(settings.file),
      applies,
      mayChange: roles.includes(role),
      word: newest
        ? {
            seq: newest.seq,
            person: newest.person,
            atMs: newest.atMs,
            isFiles: newest.value === null,
            before: told(path, before?.value),
          }
        : null,
      broken: settings.broken().get(path) ?? null,
    };
    // The path says of which kind its values are; its schema has parsed them.
    return view as SettingView;
  }

  return {
    holdBounds,
    /** Newest first. */
    wordsOf,
    look(by: Person): SettingsView {
      const awaitsStart = settingPaths.some((path) => {
        const steps = path.split('.');
        return (
          settable[path].applies === 'atStart' &&
          !isDeepStrictEqual(valueAt(settings.running, steps), valueAt(settings.next(), steps))
        );
      });
      const words = store.settingHistory(ALL);
      const views = Object.fromEntries(settingPaths.map((path) => [path, viewOf(path, by, words)]));
      return { settings: views as SettingsView['settings'], hold: holdBounds(), awaitsStart };
    },
    history(): readonly SettingWord[] {
      const words = store.settingHistory(ALL).filter(({ path }) => isSettingPath(path));
      const shown = words
        .slice(0, SHOWN_WORDS)
        .flatMap(({ path, value, ...row }) =>
          isSettingPath(path) ? [{ ...row, path, value: told(path, value) }] : [],
        );
      return shown as SettingWord[];
    },
  };
}

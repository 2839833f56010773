import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { isSettingPath, type SettingPath, settable } from '../station/settable.ts';
import { valueAt } from '../station/settings.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders, type Person } from './roles.ts';
import { createSettingViews } from './settingViews.ts';
import { createTariffScale, readTariff, type TariffTrouble, tariffRequests } from './tariffs.ts';

export type SettingTrouble =
  | TariffTrouble
  | {
      readonly code:
        | 'notASetting'
        | 'forbidden'
        | 'outOfBounds'
        | 'alreadySo'
        | 'moved'
        | 'nothingToUndo'
        | 'notStored';
    }
  /** The check of a tariff found what drivers would not pay as it was meant. */
  | { readonly code: 'tariffErrors'; readonly problems: readonly string[] };

const seen = z.int().min(1).nullable();

/** What staff set in place of the config file: each word checked, in the journal with who and when, and taken back in one touch. */
export function settingRequests(parts: Pick<MaintenanceParts, 'config' | 'settings' | 'store' | 'now' | 'log'>) {
  const { settings, log } = parts;
  const views = createSettingViews(parts);
  const scale = createTariffScale(parts);

  function isMoved(path: SettingPath, seq: number | null): boolean {
    return (settings.rows().get(path)?.seq ?? null) !== seq;
  }

  function pathFor(path: string, { role }: Person): Result<SettingPath, SettingTrouble> {
    if (!isSettingPath(path)) return err({ code: 'notASetting' });
    return settable[path].roles.includes(role) ? ok(path) : err({ code: 'forbidden' });
  }

  async function change(
    path: SettingPath,
    value: unknown,
    by: Person,
    seq: number | null,
  ): Promise<Result<null, SettingTrouble>> {
    const { schema } = settable[path];
    if (isMoved(path, seq)) return err({ code: 'moved' });
    const parsed = value === null ? { success: true as const, data: null } : schema.safeParse(value);
    if (!parsed.success)
      return err({
        code: 'invalid',
        problems: parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`),
      });
    const wished = parsed.data;
    const checked = await checkMoney(path, wished);
    if (!checked.ok) return checked;
    // The check of a tariff took its time.
    if (isMoved(path, seq)) return err({ code: 'moved' });
    const would = settings.would(path, wished);
    if (!would.ok) return err({ code: 'invalid', problems: would.error.problems });
    const isSo =
      wished === null
        ? (settings.rows().get(path)?.value ?? null) === null
        : isDeepStrictEqual(wished, valueAt(settings.next(), path.split('.')));
    if (isSo) return err({ code: 'alreadySo' });
    try {
      settings.set(path, wished, by.name);
    } catch (cause) {
      log.error({ path, cause: String(cause) }, 'what staff set could not be written down');
      return err({ code: 'notStored' });
    }
    return ok(null);
  }

  /** What drivers would pay or have set aside is looked at before it is recorded. The file's own values were at its start. */
  async function checkMoney(path: SettingPath, value: unknown): Promise<Result<null, SettingTrouble>> {
    if (value === null) return ok(null);
    if (path === 'payment.holdMinor') {
      const { least, most } = views.holdBounds();
      return Number(value) >= least.minor && Number(value) <= most.minor ? ok(null) : err({ code: 'outOfBounds' });
    }
    if (path !== 'tariff') return ok(null);
    const weighed = await scale.weigh(OcpiTariff.parse(value));
    if (!weighed.ok) return weighed;
    const errors = weighed.value.remarks.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return ok(null);
    return err({ code: 'tariffErrors', problems: errors.map(({ path: at, text }) => `${at}: ${text}`) });
  }

  return {
    ...tariffRequests(parts, scale),
    'setting.look': look({
      roles: menders,
      input: z.undefined(),
      handle: (_, by) => ok(views.look(by)),
    }),
    'setting.history': look({ roles: menders, input: z.undefined(), handle: () => ok(views.history()) }),
    /** `json` null: as the file has it. `seen`: the newest word that was known of, so that two people do not cross. */
    'setting.change': act({
      roles: menders,
      input: z.strictObject({ path: z.string().max(64), json: z.string(), seen }),
      tell: ({ path, json }) => `${path}: ${json}`,
      handle: async ({ path: asked, json, seen }, by): Promise<Result<null, SettingTrouble>> => {
        const its = pathFor(asked, by);
        if (!its.ok) return its;
        const path = its.value;
        if (json.length > settable[path].atMost) return err({ code: 'tooLarge' });
        const value = path === 'tariff' && json !== 'null' ? readTariff(json) : parsed(json);
        return value.ok ? change(path, value.value, by, seen) : value;
      },
    }),
    /** Brings back what it was before the newest word, by a word of its own. */
    'setting.undo': act({
      roles: menders,
      input: z.strictObject({ path: z.string().max(64), seen: z.int().min(1) }),
      tell: ({ path }) => path,
      handle: async ({ path, seen }, by): Promise<Result<null, SettingTrouble>> => {
        const its = pathFor(path, by);
        if (!its.ok) return its;
        const [newest, before] = views.wordsOf(its.value);
        return newest ? change(its.value, before?.value ?? null, by, seen) : err({ code: 'nothingToUndo' });
      },
    }),
  };
}

function parsed(json: string): Result<unknown, { readonly code: 'notJson' }> {
  try {
    return ok(JSON.parse(json));
  } catch {
    return err({ code: 'notJson' });
  }
}

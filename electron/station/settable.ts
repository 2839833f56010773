import { z } from 'zod';
import { isLanguage } from '../../locales/languages.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { administrators, menders, type Role } from '../maintenance/roles.ts';
import { isCardNumber } from '../store/cardData.ts';
import { ScreenConfig } from './config.screen.ts';
import { SupportConfig } from './config.support.ts';
import { Config } from './config.ts';

/**
 * What staff may set in place of the config file, by its path there: the panel by whoever stands before it, what drivers
 * pay and read by the operator. Everything else is for the file alone.
 */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MOST_LANGUAGES = 16;

type Settable<S extends z.ZodType = z.ZodType> = {
  /** The config's own, and narrower where a person types. Never takes null: that means the file's value. */
  readonly schema: S;
  readonly roles: readonly Role[];
  /** `atOnce`: it is only shown. `atStart`: money, or what a driver has begun by, does not change under anybody. */
  readonly applies: 'atOnce' | 'atStart';
  /** Characters of its JSON. */
  readonly atMost: number;
};

const setting = <S extends z.ZodType>(
  schema: S,
  roles: readonly Role[],
  applies: Settable['applies'],
  atMost = 500,
): Settable<S> => ({ schema, roles, applies, atMost });

const screen = ScreenConfig.shape;
const { payment, station } = Config.shape;
const notACard = (text: string) => !isCardNumber(text);

export const settable = {
  // As much as one message of the page can carry, quotes escaped.
  tariff: setting(OcpiTariff, administrators, 'atStart', 24_000),
  'payment.holdMinor': setting(payment.shape.holdMinor, administrators, 'atStart'),
  'payment.idleGraceMs': setting(
    payment.shape.idleGraceMs.unwrap().multipleOf(MINUTE_MS).max(DAY_MS),
    administrators,
    'atStart',
  ),
  'station.languages': setting(
    z
      .array(z.string().refine(isLanguage, 'expected a language this station has texts in'))
      .min(1)
      .max(MOST_LANGUAGES)
      .refine((tags) => new Set(tags).size === tags.length, 'expected each language once'),
    administrators,
    'atStart',
  ),
  'station.helpLine': setting(
    station.shape.helpLine.max(40).refine(notACard, 'expected a number to call'),
    administrators,
    'atOnce',
  ),
  'support.hours': setting(SupportConfig.shape.hours.unwrap(), administrators, 'atOnce', 1_000),
  'support.chat': setting(SupportConfig.shape.chat.unwrap().max(400), administrators, 'atOnce'),
  'screen.theme': setting(screen.theme.unwrap(), menders, 'atOnce'),
  'screen.nightFrom': setting(screen.nightFrom.unwrap(), menders, 'atOnce'),
  'screen.nightUntil': setting(screen.nightUntil.unwrap(), menders, 'atOnce'),
  'screen.dayBrightnessPercent': setting(screen.dayBrightnessPercent.unwrap(), menders, 'atOnce'),
  'screen.nightBrightnessPercent': setting(screen.nightBrightnessPercent.unwrap(), menders, 'atOnce'),
  'screen.restAfterMs': setting(screen.restAfterMs.unwrap().multipleOf(MINUTE_MS).max(DAY_MS), menders, 'atStart'),
  'screen.restBrightnessPercent': setting(screen.restBrightnessPercent.unwrap(), menders, 'atOnce'),
} as const;

export type SettingPath = keyof typeof settable;
export type SettingValue<P extends SettingPath> = z.infer<(typeof settable)[P]['schema']>;
export const settingPaths = Object.keys(settable) as SettingPath[];
export const isSettingPath = (path: string): path is SettingPath => Object.hasOwn(settable, path);

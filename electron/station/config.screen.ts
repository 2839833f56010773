import { z } from 'zod';

/** The panel: how large it is, where it hangs, how it is lit. */

const percent = z.int().min(5).max(100);
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 21:30');

export const ScreenConfig = z.strictObject({
  panelInches: z
    .number()
    .min(5)
    .max(65)
    .default(15.6)
    .describe('Diagonal of the picture: sizes on it are in millimetres'),
  lowerEdgeMm: z
    .int()
    .min(0)
    .max(2000)
    .default(900)
    .describe('Its lower edge above the ground: on a tall panel drivers can ask for everything below 1300 mm'),
  theme: z
    .enum(['clock', 'system', 'day', 'night'])
    .default('clock')
    .describe('clock: night between the two times below; system: as the machine is set'),
  nightFrom: timeOfDay.default('21:00').describe("By the clock of the station's time zone; as nightUntil: never night"),
  nightUntil: timeOfDay.default('06:30'),
  dayBrightnessPercent: percent.default(100),
  nightBrightnessPercent: percent.default(70),
  restAfterMs: z
    .int()
    .min(0)
    .default(300_000)
    .describe('Nobody there this long: the screen dims and shows prices and free cables only (0: never)'),
  restBrightnessPercent: percent.default(60).describe('… this bright'),
  brandFile: z
    .string()
    .min(1)
    .optional()
    .describe("The operator's logo and colours, e.g. renderer/theme/exampleBrand/brand.json"),
});
export type ScreenConfig = z.infer<typeof ScreenConfig>;

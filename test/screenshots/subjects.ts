import { fixtures } from '../../renderer/fixtures.ts';
import { type Opening, openings } from './openings.ts';

/** Everything there is to be seen of the driver's screens: each fixture as it stands, then what is opened over some. */
export const subjects: readonly Opening[] = [
  ...Object.entries(fixtures).flatMap(([screen, views]) =>
    Object.keys(views).map((fixture) => ({ screen, fixture, opened: '', touch: [] })),
  ),
  ...openings,
];

import { join } from 'node:path';
import { fixtures } from '../../../renderer/fixtures.ts';
import { fixtures as staffFixtures } from '../../../renderer/maintenance/fixtures.ts';
import type { Opening } from '../openings.ts';
import { subjects } from '../subjects.ts';
import { coverOf, type Layout, type Look, looks, type Pinned } from './cover.ts';

/** A picture that is kept: what is on it, and the file it is kept in. */
export type Picture = Pinned<Opening> & {
  readonly gallery: 'driver' | 'staff';
  readonly place: string;
  readonly file: string;
};

export const baselines = join(import.meta.dirname, 'baselines');

/** Smaller than the panels they stand for, and readable: two hundred pictures have to stay below 12 MB. */
const scales: Readonly<Record<Layout, number>> = { landscape: 0.625, portrait: 0.45, small: 0.8 };
/** Charts are drawn for whole pixels: where they are to be seen, at full size. */
export const scaleOf = ({ gallery, look }: Pick<Picture, 'gallery' | 'look'>): number =>
  gallery === 'staff' && look.layout === 'portrait' ? 1 : scales[look.layout];

const viewOf = ({ screen, fixture }: Opening) => {
  const view = Object.entries(fixtures).find(([name]) => name === screen)?.[1][fixture];
  if (!view) throw new Error(`no fixture ${screen} / ${fixture}`);
  return view;
};

/** Where a driver is: a screen, or what lies over one. */
export function placeOf(subject: Opening): string {
  const view = viewOf(subject);
  if (view.help) return 'help';
  if (view.languagesOpen) return 'languages';
  if (view.accessOpen) return 'access';
  if (view.panel.resting) return 'resting';
  if (view.absentBy !== null) return 'absent';
  return subject.opened ? `${subject.screen}-sheets` : subject.screen;
}

/** Low reach changes tall panels alone; what asks for high contrast itself is not seen in another. */
function fits(subject: Opening, { layout, theme }: Look): boolean {
  const view = viewOf(subject);
  return (!view.lowReach || layout === 'portrait') && (!view.highContrast || theme.startsWith('contrast'));
}

const nameOf = ({ screen, fixture, opened }: Opening, place: string): string =>
  [...(place.endsWith(screen) ? [] : [screen]), fixture, ...(opened ? [opened] : [])].join('+');
const lookOf = ({ layout, theme, language }: Look): readonly string[] => [layout, theme, language];

export const captionOf = ({ subject, look, place }: Picture): string =>
  [nameOf(subject, place), ...lookOf(look)].join(' · ');

const kept = (gallery: Picture['gallery'], place: string, cover: readonly Pinned<Opening>[]): readonly Picture[] =>
  cover.map(({ subject, look }) => ({
    subject,
    look,
    gallery,
    place,
    file: `${place}/${[nameOf(subject, place), ...lookOf(look)].join('.')}.webp`,
  }));

const driverPictures = Object.entries(Object.groupBy(subjects, placeOf)).flatMap(([place, own = []]) =>
  kept('driver', place, coverOf(place, own, looks, fits)),
);

/** The maintenance mode has no high contrast of its own. */
const staffLooks = looks.filter(({ theme }) => !theme.startsWith('contrast'));
const staffPictures = Object.entries(staffFixtures).flatMap(([screen, views]) => {
  const place = `staff-${screen}`;
  const own = Object.keys(views).map((fixture): Opening => ({ screen, fixture, opened: '', touch: [] }));
  return kept('staff', place, coverOf(place, own, staffLooks));
});

/** Every picture that is kept, by place: what drivers see, then what staff see. */
export const pictures: readonly Picture[] = [...driverPictures, ...staffPictures];

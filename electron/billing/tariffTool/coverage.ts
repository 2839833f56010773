import { type Dimension, dimensions, type OcpiTariff } from '../ocpiTariff.ts';
import { compile, type Option } from '../tariff/compile.ts';
import type { State } from '../tariff/conditions.ts';
import { holding, stateInWords, statesOf } from './grid.ts';
import type { Remark } from './remark.ts';
import { NAMES } from './words.ts';

/** Which prices are ever used, where none is, and where two could be: found by looking at every state there is. */
export function coverage(tariff: OcpiTariff): Remark[] {
  const { options } = compile(tariff);
  return [...dimensions.flatMap((dimension) => coverageOf(dimension, options[dimension])), ...nothingPriced(tariff)];
}

const pathOf = ({ element, index }: Option): string => `elements.${element}.price_components.${index}`;

function coverageOf(dimension: Dimension, options: readonly Option[]): Remark[] {
  if (options.length === 0) return [];
  const states = statesOf(options);
  if (!states)
    return [
      {
        severity: 'note',
        path: 'elements',
        text: `there are too many different conditions for ${NAMES[dimension]} to look at all of them: dead prices and gaps were not looked for`,
      },
    ];
  const held = states.map((state) => ({ state, all: holding(options, state) }));
  return [
    ...options.flatMap((option) => deadOrNot(option, held)),
    ...gapOf(dimension, options, held),
    ...overlapsOf(options, held),
  ];
}

type Held = readonly { readonly state: State; readonly all: readonly Option[] }[];

function deadOrNot(option: Option, held: Held): Remark[] {
  const applies = held.filter(({ all }) => all.includes(option));
  const path = pathOf(option);
  const name = NAMES[option.component.type];
  if (applies.length === 0)
    return [
      { severity: 'error', path, text: `this price of ${name} is never used: its restrictions exclude one another` },
    ];
  if (applies.some(({ all }) => all[0] === option)) return [];
  const before = [...new Set(applies.map(({ all }) => all[0]?.element))].map((element) => `elements.${element}`);
  const hint = before.length === 1 ? `; put it before ${before[0]} if it is to count` : '';
  return [
    {
      severity: 'error',
      path,
      text: `this price of ${name} is never used: ${before.join(' or ')} always comes first${hint}`,
    },
  ];
}

/** For energy a gap is mostly a mistake; fees that are due at times only are usual. */
function gapOf(dimension: Dimension, options: readonly Option[], held: Held): Remark[] {
  const gaps = held.filter(({ all }) => all.length === 0);
  const [gap] = gaps.toSorted((a, b) => remoteness(a.state) - remoteness(b.state));
  if (!gap || dimension === 'FLAT') return [];
  return [
    {
      severity: dimension === 'ENERGY' ? 'warning' : 'note',
      path: 'elements',
      text: `${NAMES[dimension]} is free where no element prices it: for example ${stateInWords(options, gap.state)}`,
    },
  ];
}

/** The plainest example is one at the start of a session. */
const remoteness = ({ milliWh, sessionSeconds, power, current }: State): number =>
  milliWh + sessionSeconds + (power?.min ?? 0) + (current?.min ?? 0);

/** Of a special price and its default one contains the other; two that overlap in part hang on their order. */
function overlapsOf(options: readonly Option[], held: Held): Remark[] {
  return options.flatMap((later, j) =>
    options.slice(0, j).flatMap((earlier): Remark[] => {
      if (earlier.shown === later.shown) return [];
      const both = held.find(({ all }) => all.includes(earlier) && all.includes(later));
      const alone = (one: Option, other: Option) => held.some(({ all }) => all.includes(one) && !all.includes(other));
      if (!both || !alone(earlier, later) || !alone(later, earlier)) return [];
      const where = stateInWords([earlier, later], both.state);
      return [
        {
          severity: 'note',
          path: pathOf(later),
          text: `elements.${earlier.element} has another price of ${NAMES[later.component.type]} at the same moment, for example ${where}: the first one counts`,
        },
      ];
    }),
  );
}

function nothingPriced(tariff: OcpiTariff): Remark[] {
  const { options } = compile(tariff);
  const isPriced = (dimension: Dimension) => options[dimension].some(({ component }) => Number(component.price) > 0);
  if (!dimensions.some(isPriced))
    return [{ severity: 'warning', path: 'elements', text: 'everything is free: no price is above 0' }];
  if (options.ENERGY.length > 0) return [];
  return [{ severity: 'note', path: 'elements', text: 'energy is free: no element prices it' }];
}

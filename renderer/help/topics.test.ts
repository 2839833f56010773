import { describe, expect, test } from 'vitest';
import answers from '../../locales/en/answers.json' with { type: 'json' };
import { helpTopics } from '../../machines/help.ts';
import { price } from '../fixtures/base.ts';
import { fixtures } from '../fixtures.ts';
import { inGroups, spokenId, spokenStation } from './spokenId.ts';
import { groupNames, groups, hasAnswer, topicsOf } from './topics.ts';

const of = (screen: keyof typeof fixtures, name: string) => {
  const view = fixtures[screen][name];
  if (!view) throw new Error(`no fixture ${screen} / ${name}`);
  return topicsOf(view);
};

test('every topic has an answer and is found in a group', () => {
  expect(Object.keys(answers).sort()).toEqual([...helpTopics].sort());
  const grouped = new Set(groupNames.flatMap((name) => [...groups[name]]));
  expect([...grouped].sort()).toEqual([...helpTopics].sort());
});

describe('the answers for this moment', () => {
  test('a fault speaks first, then the screen', () => {
    expect(of('declined', 'card')).toEqual(['cardDeclined', 'hold', 'whichCard']);
    expect(of('declined', 'key')).toEqual(['keyUnknown', 'whichCard', 'cardDeclined']);
    expect(of('released', 'releasing')).toEqual(['noStart', 'plugIn', 'hold']);
  });

  test('three at most and one at least, on every screen', () => {
    for (const views of Object.values(fixtures))
      for (const view of Object.values(views)) {
        const topics = topicsOf(view);
        expect(topics.length).toBeGreaterThan(0);
        expect(topics.length).toBeLessThanOrEqual(3);
      }
  });

  test('no word of an idle fee where there is none', () => {
    const free = { price: { ...price, parts: price.parts.filter(({ kind }) => kind !== 'idle') } };
    expect([hasAnswer('idleFee', { price }), hasAnswer('idleFee', free)]).toEqual([true, false]);
    const view = fixtures.charging.grace;
    expect(view && topicsOf({ ...view, ...free })).not.toContain('idleFee');
  });
});

test.each([
  ['DE*ABC*E123456', 'DE · ABC · E12 3456'],
  ['ES*SUR*E0001*1', 'ES · SUR · E0001 · 1'],
  ['DEABCE123456', 'DE · ABC · E12 3456'],
  ['FR*A23*E45B*78C', 'FR · A23 · E45B · 78C'],
  ['7', '7'],
])('%s is read "%s"', (id, spoken) => {
  expect(spokenId(id)).toBe(spoken);
});

test('a station is read by what its ids share, unless that is only its operator', () => {
  expect(spokenStation(['ES*SUR*E0001*1', 'ES*SUR*E0001*2'])).toBe('ES · SUR · E0001');
  expect(spokenStation(['ES*SUR*E0001*1'])).toBe('ES · SUR · E0001 · 1');
  expect(spokenStation(['ES*SUR*E1', 'ES*SUR*E2'])).toBeNull();
  expect(inGroups('0F3A66B1C2D40042')).toBe('0F3A 66B1 C2D4 0042');
});

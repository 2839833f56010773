import type { ControllerNotice } from '../../../machines/ports/powerController.ts';
import type { StationHands } from '../hands.ts';
import type { TestKind } from './course.ts';
import { type Fact, failed, faulty, passed } from './results.ts';

const ANSWERS_WITHIN_MS = 60_000;
const PRESS_WITHIN_MS = 60_000;
const RELEASE_WITHIN_MS = 90_000;
/** What several connectors tell of one button comes within this. */
const GATHER_MS = 1_500;

/** Tests of the charge controller, as far as EVerest's API lets anybody ask. */
export function chargerTests(parts: {
  readonly hands: Pick<StationHands, 'controller' | 'isFree' | 'isReaderFree'>;
  readonly evses: readonly { readonly evse: number; readonly label: string }[];
}) {
  const { hands, evses } = parts;
  const labelsOf = (numbers: ReadonlySet<number>) =>
    evses.filter(({ evse }) => numbers.has(evse)).map(({ label }) => label);

  /** Each connector's module is asked who it is, and the history what is wrong. Changes nothing, also in a charge. */
  const controller: TestKind = {
    limitMs: ANSWERS_WITHIN_MS,
    hindrance: () => null,
    async run() {
      const facts: Fact[] = [];
      const wrong = new Set<number>();
      for (const { evse, label } of evses) {
        const askedAtMs = performance.now();
        const checked = await hands.controller.check(evse);
        if (!checked.ok)
          return checked.error.code === 'refused'
            ? failed('refused', ...facts, { fact: 'stage', text: checked.error.detail })
            : faulty('controllerAway', ...facts, { fact: 'cables', labels: [label] });
        facts.push({ fact: 'latency', ms: Math.round(performance.now() - askedAtMs), of: label });
        if (checked.value.length > 0) wrong.add(evse);
        for (const { type } of checked.value) facts.push({ fact: 'stage', text: `${label}: ${type}` });
      }
      return wrong.size > 0 ? faulty('connectorFault', ...facts) : passed(...facts);
    },
  };

  /** A person presses and releases; that the controller tells of both is the proof that the loop is closed. */
  const emergencyStop: TestKind = {
    limitMs: PRESS_WITHIN_MS + RELEASE_WITHIN_MS + 60_000,
    hindrance: () => (hands.isFree() && hands.isReaderFree() ? null : 'inUse'),
    async run(course) {
      if (!hands.controller.linkUp) return faulty('controllerAway');
      const pressed = new Set<number>();
      const seen = new Set<number>();
      const unsubscribe = hands.controller.onNotice((told) => {
        if (!isAvailability(told)) return;
        const isPressed = told.notice.faults.some(({ emergencyStop }) => emergencyStop);
        if (isPressed) seen.add(told.evse);
        if (isPressed) pressed.add(told.evse);
        else pressed.delete(told.evse);
      });
      try {
        course.show({ step: 'pressStop' }, PRESS_WITHIN_MS);
        if (!(await course.until(() => (seen.size > 0 ? true : null), PRESS_WITHIN_MS))) return failed('notPressed');
        await course.until(() => null, GATHER_MS);
        course.show({ step: 'releaseStop', cables: labelsOf(seen) }, RELEASE_WITHIN_MS);
        const isReleased = await course.until(() => (pressed.size === 0 ? true : null), RELEASE_WITHIN_MS);
        const cables: Fact = { fact: 'cables', labels: labelsOf(seen) };
        if (!isReleased) return failed('notReleased', { fact: 'cables', labels: labelsOf(pressed) });
        const isRight = evses.length === 1 || (await course.ask('cables', labelsOf(seen))) === 'yes';
        return isRight ? passed(cables) : failed('wrongCables', cables);
      } finally {
        unsubscribe();
      }
    },
  };

  return { controller, emergencyStop };
}

type Availability = Extract<ControllerNotice, { type: 'evse' }> & {
  readonly notice: { readonly type: 'availability' };
};
const isAvailability = (told: ControllerNotice): told is Availability =>
  told.type === 'evse' && told.notice.type === 'availability';

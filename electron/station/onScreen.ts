import type { Actor } from 'xstate';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { ChargeActor } from './chargeActor.ts';

/** Whose session the driver at the screen has before them: what may be done to no other. */
export type OnScreen = {
  /** Its receipt, new or found again. */
  receipt(): string | null;
  /** Its charge, or its receipt. */
  session(): string | null;
};

export function createOnScreen(kiosk: Actor<typeof kioskMachine>, charges: ReadonlyMap<number, ChargeActor>): OnScreen {
  const shown = () => charges.get(kiosk.getSnapshot().context.connectorId ?? 0)?.getSnapshot();
  const charged = (charge: ReturnType<typeof shown>) => charge?.context.session?.sessionId ?? null;
  const found = () => kiosk.getSnapshot().children.lookup?.getSnapshot().context.shown?.sessionId ?? null;
  const receipt = () => (shown()?.matches({ receipt: 'shown' }) ? charged(shown()) : found());
  return {
    receipt,
    session: () => (shown()?.matches('charging') ? charged(shown()) : receipt()),
  };
}

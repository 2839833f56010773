import type { Actor } from 'xstate';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { ChargeActor } from './chargeActor.ts';
import { isBeforeMoney } from './chargePlace.ts';

/** What coming to the one screen and leaving it means for the charges behind it. */
export function createVisits(kiosk: Actor<typeof kioskMachine>, charges: ReadonlyMap<number, ChargeActor>) {
  /** During whose visit a charge was paid for; not known of one that an earlier run began. */
  const paidIn = new Map<number, number>();
  const visit = () => kiosk.getSnapshot().context.visit;

  /** Whoever leaves a connector's screen before money moves has left it: it is free for the next driver at once. */
  function leave(connectorId: number): void {
    const charge = charges.get(connectorId);
    if (charge && isBeforeMoney(charge.getSnapshot())) charge.send({ type: 'CANCEL' });
  }
  /** A receipt is for the eyes it was on the screen for: from now on it takes the card, or number and amount. */
  function putAway(connectorId: number): void {
    const charge = charges.get(connectorId);
    if (charge?.getSnapshot().matches('receipt')) charge.send({ type: 'DONE' });
  }

  return {
    paid: (connectorId: number) => void paidIn.set(connectorId, visit()),
    driverLeft: (connectorId: number): boolean => (paidIn.get(connectorId) ?? visit()) !== visit(),
    /** From now on. */
    follow(): void {
      let { connectorId: shown, visit: last } = kiosk.getSnapshot().context;
      kiosk.subscribe(({ context }) => {
        const left = shown;
        shown = context.connectorId;
        if (left !== null && left !== shown) leave(left);
        if (left !== null && last !== context.visit) putAway(left);
        last = context.visit;
        if (shown !== null && shown !== left && context.unhurried)
          charges.get(shown)?.send({ type: 'UNHURRIED', on: true });
      });
    },
  };
}

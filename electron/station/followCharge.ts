import type { Actor } from 'xstate';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { ChargeActor } from './chargeActor.ts';
import { needsReader, place } from './chargePlace.ts';
import type { Connector } from './connector.ts';
import type { StationLog } from './log.ts';
import type { createStationLife } from './stationLife.ts';
import type { createVisits } from './visits.ts';

/** A charge as the station keeps it beside its machine. */
export type Running = Connector & { readonly actor: ChargeActor };

/** Where the one screen follows a connector, and where the station itself has to act on what a machine shows. */
export function createFollowing(deps: {
  readonly kiosk: Actor<typeof kioskMachine>;
  readonly visits: Pick<ReturnType<typeof createVisits>, 'paid'>;
  readonly life: Pick<ReturnType<typeof createStationLife>, 'startFailed'>;
  readonly log: StationLog;
  readonly tell: () => void;
  /** Nobody is asked in while staff are at work here. */
  readonly isAttended: () => boolean;
}) {
  const { kiosk, visits, life, log, tell, isAttended } = deps;

  /** Plugged in first, nobody else at the screen: the price is shown at once. */
  function invite(connectorId: number, actor: ChargeActor): void {
    if (isAttended()) return;
    actor.send({ type: 'SELECT' });
    kiosk.send({ type: 'CONNECTOR_CALLS', connectorId });
  }

  return ({ evse, actor, curve }: Running): void => {
    let before = place(actor.getSnapshot());
    actor.subscribe((snapshot) => {
      const now = place(snapshot);
      if (now !== before) {
        // A card at the reader or a plug in the car is as good a sign of somebody being there as a touch.
        if (evse.evse === kiosk.getSnapshot().context.connectorId && /^(authorize|plug)\./.test(now))
          kiosk.send({ type: 'TOUCH' });
        log.info(
          { connector: evse.evse, from: before, to: now, session: snapshot.context.session?.sessionId },
          'charge',
        );
        // Only a car that has just come: one that stays when its driver has left would bring the price back for ever.
        const justCame = before === 'idle.free' || before.startsWith('unavailable');
        if (justCame && now === 'idle.vehicleWaiting' && kiosk.getSnapshot().matches({ place: 'attract' }))
          invite(evse.evse, actor);
        else if (snapshot.matches('idle')) kiosk.send({ type: 'CONNECTOR_RESTS', connectorId: evse.evse });
        // Approved after the screen had gone back to all cables: the driver is told to plug in.
        const wantsPlug = now.startsWith('plug.') && before.startsWith('authorize.');
        if (wantsPlug) visits.paid(evse.evse);
        if (wantsPlug || now === 'receipt.shown' || now === 'receipt.released')
          kiosk.send({ type: 'CONNECTOR_CALLS', connectorId: evse.evse });
        if (snapshot.matches('idle') || snapshot.matches('unavailable')) curve.clear();
        const { fault, session } = snapshot.context;
        if (fault && (now === 'authorize.declined' || now === 'receipt.released'))
          life.startFailed(evse.evse, session?.sessionId ?? null, fault);
        before = now;
      }
      if (needsReader(snapshot)) kiosk.getSnapshot().children.lookup?.send({ type: 'GIVE_WAY' });
      tell();
    });
  };
}

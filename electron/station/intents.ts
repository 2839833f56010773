import type { Actor } from 'xstate';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { Result } from '../../machines/result.ts';
import type { DriverIntent, IntentAnswer } from '../ipc/contract.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Deliveries, DeliveryError } from './deliveries.ts';

const unfit = (detail: string): IntentAnswer => ({ ok: false, error: { code: 'unfit', detail } });
const done: IntentAnswer = { ok: true };

/** Turns a driver's touch into an event of the machine it concerns, or says why it does not fit what is happening. */
export function createIntents(
  kiosk: Actor<typeof kioskMachine>,
  charges: ReadonlyMap<number, ChargeActor>,
  deliveries: Pick<Deliveries, 'print' | 'mail'> | null = null,
) {
  function toKiosk(event: Parameters<typeof kiosk.send>[0]): IntentAnswer {
    if (!kiosk.getSnapshot().can(event)) return unfit(event.type);
    kiosk.send(event);
    return done;
  }

  function select(connectorId: number): IntentAnswer {
    const charge = charges.get(connectorId);
    if (!charge) return unknown(connectorId);
    if (charge.getSnapshot().matches({ idle: 'vehicleLeft' })) return unfit('the last car is still connected');
    if (charge.getSnapshot().matches('idle')) charge.send({ type: 'SELECT' });
    kiosk.send({ type: 'SHOW_CONNECTOR', connectorId });
    return done;
  }

  function toCharge(connectorId: number, event: Parameters<ChargeActor['send']>[0]): IntentAnswer {
    const charge = charges.get(connectorId);
    if (!charge) return unknown(connectorId);
    if (!charge.getSnapshot().can(event))
      return unfit(`${event.type} while ${JSON.stringify(charge.getSnapshot().value)}`);
    charge.send(event);
    return done;
  }

  /** A receipt leaves the station only by the hand of whoever has it before them. */
  function deliver(
    sessionId: string,
    how: (ways: Pick<Deliveries, 'print' | 'mail'>, language: string) => Result<void, DeliveryError>,
  ): IntentAnswer {
    const { connectorId, language } = kiosk.getSnapshot().context;
    const charge = charges.get(connectorId ?? 0)?.getSnapshot();
    const isShown = charge?.matches({ receipt: 'shown' }) && charge.context.session?.sessionId === sessionId;
    if (!isShown || !deliveries) return unfit('that receipt is not on the screen');
    const asked = how(deliveries, language);
    if (asked.ok) return done;
    if (asked.error === 'too_many') return { ok: false, error: { code: 'too_many', detail: 'asked too often' } };
    return unfit(asked.error);
  }

  return (intent: DriverIntent): IntentAnswer => {
    kiosk.send({ type: 'TOUCH' });
    switch (intent.type) {
      case 'TOUCH':
        return done;
      case 'BACK':
        return toKiosk({ type: 'SHOW_ALL' });
      case 'SELECT_CONNECTOR':
        return select(intent.connectorId);
      case 'SET_LANGUAGE':
      case 'SET_LARGE_TEXT':
      case 'OPEN_HELP':
      case 'CLOSE_HELP':
        return toKiosk(intent);
      case 'PRINT_RECEIPT':
        return deliver(intent.sessionId, (ways, language) => ways.print(intent.sessionId, language));
      case 'MAIL_RECEIPT':
        return deliver(intent.sessionId, (ways, language) => ways.mail(intent.sessionId, intent.address, language));
      default: {
        const { connectorId, ...event } = intent;
        return toCharge(connectorId, event);
      }
    }
  };
}

const unknown = (connectorId: number): IntentAnswer => ({
  ok: false,
  error: { code: 'unknown_connector', detail: `this station has no connector ${connectorId}` },
});

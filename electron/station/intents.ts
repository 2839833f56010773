import type { Actor } from 'xstate';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { LookupEvent } from '../../machines/lookup.machine.ts';
import type { Result } from '../../machines/result.ts';
import type { DriverIntent, IntentAnswer } from '../ipc/contract.ts';
import type { Budgets } from './budgets.ts';
import type { Buyers } from './buyers.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Deliveries, DeliveryError } from './deliveries.ts';
import { createOnScreen } from './onScreen.ts';
import type { AskError, Asked } from './support.ts';

const unfit = (detail: string): IntentAnswer => ({ ok: false, error: { code: 'unfit', detail } });
const done: IntentAnswer = { ok: true };

/** What can be done with a charge and its receipt; without books there is none. */
type OfBooks = {
  readonly deliveries?: Pick<Deliveries, 'print' | 'mail'>;
  readonly buyers?: Buyers;
  readonly budgets?: Budgets;
  /** Files what the driver reports, with what is on the screen. */
  readonly askHelp?: (asked: Asked) => Result<number, AskError>;
  readonly touchCorner?: (corner: 'left' | 'right') => void;
};

/** Turns a driver's touch into an event of the machine it concerns, or says why it does not fit what is happening. */
export function createIntents(
  kiosk: Actor<typeof kioskMachine>,
  charges: ReadonlyMap<number, ChargeActor>,
  { deliveries, buyers, budgets, askHelp, touchCorner }: OfBooks = {},
) {
  const onScreen = createOnScreen(kiosk, charges);

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

  function toLookup(event: LookupEvent): IntentAnswer {
    const { lookup } = kiosk.getSnapshot().children;
    if (!lookup?.getSnapshot().can(event)) return unfit(event.type);
    lookup.send(event);
    return done;
  }

  /** Price, PIN and receipt stay for whoever is at work on them. */
  function touched(): void {
    kiosk.send({ type: 'TOUCH' });
    const { connectorId } = kiosk.getSnapshot().context;
    if (connectorId !== null) charges.get(connectorId)?.send({ type: 'STAY' });
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
    if (!deliveries || onScreen.receipt() !== sessionId) return unfit('that receipt is not on the screen');
    const asked = how(deliveries, kiosk.getSnapshot().context.language);
    if (asked.ok) return done;
    if (asked.error === 'too_many') return { ok: false, error: { code: 'too_many', detail: 'asked too often' } };
    return unfit(asked.error);
  }

  function ask(asked: Asked): IntentAnswer {
    if (!askHelp || !kiosk.getSnapshot().matches({ help: 'open' })) return unfit('no help is on the screen');
    const filed = askHelp(asked);
    if (filed.ok) return toKiosk({ type: 'CASE_FILED', caseNumber: filed.value });
    const { error } = filed;
    if (error === 'not_offered' || error === 'not_stored') return unfit(error);
    return { ok: false, error: { code: error, detail: 'the help desk was not asked' } };
  }

  return (intent: DriverIntent): IntentAnswer | Promise<IntentAnswer> => {
    touched();
    switch (intent.type) {
      case 'TOUCH':
        return done;
      case 'CORNER':
        touchCorner?.(intent.corner);
        return done;
      case 'BACK':
        return toKiosk({ type: 'SHOW_ALL' });
      case 'SELECT_CONNECTOR':
        return select(intent.connectorId);
      case 'MORE_TIME':
        return toCharge(kiosk.getSnapshot().context.connectorId ?? 0, intent);
      case 'SET_UNHURRIED':
        charges.get(kiosk.getSnapshot().context.connectorId ?? 0)?.send({ type: 'UNHURRIED', on: intent.on });
        return toKiosk(intent);
      case 'SET_LANGUAGE':
      case 'SET_SPEECH':
      case 'SET_LARGE_TEXT':
      case 'SET_HIGH_CONTRAST':
      case 'SET_LOW_REACH':
      case 'OPEN_ACCESS':
      case 'CLOSE_ACCESS':
      case 'OPEN_HELP':
      case 'CLOSE_HELP':
      case 'OPEN_LANGUAGES':
      case 'CLOSE_LANGUAGES':
      case 'OPEN_FIND':
        return toKiosk(intent);
      case 'PRINT_RECEIPT':
        return deliver(intent.sessionId, (ways, language) => ways.print(intent.sessionId, language));
      case 'MAIL_RECEIPT':
        return deliver(intent.sessionId, (ways, language) => ways.mail(intent.sessionId, intent.address, language));
      case 'FIND_BY_CARD':
      case 'FIND_BY_NUMBER':
      case 'FIND_NUMBER':
      case 'FIND_CHOOSE':
      case 'FIND_BACK':
        return toLookup(intent);
      case 'ASK_HELP':
        return ask({ topic: intent.topic, phone: intent.phone });
      case 'SET_BUYER': {
        const { sessionId, companyName, vatNumber, countryCode } = intent;
        if (!buyers || onScreen.session() !== sessionId) return unfit('that charge is not on the screen');
        return buyers(sessionId, { companyName, vatNumber, countryCode });
      }
      case 'SET_BUDGET':
        return budgets ? budgets(intent.connectorId, intent.budget) : unfit('there are no books');
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

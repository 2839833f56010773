import type { SnapshotFrom } from 'xstate';
import type { Buyer } from '../../machines/buyer.ts';
import { faultOfEnd } from '../../machines/charge.faultOf.ts';
import type { ChargeContext } from '../../machines/charge.model.ts';
import { energyWh, whyUnavailable } from '../../machines/charge.model.ts';
import type { FaultCode } from '../../machines/faults.ts';
import type { FindView } from '../../machines/findView.ts';
import type { kioskMachine } from '../../machines/kiosk.machine.ts';
import type { CardSummary } from '../../machines/ports/cardTerminal.ts';
import type { HoldView } from '../../machines/receiptView.ts';
import type { EndReason, KioskView, ScreenView, UnavailableReason } from '../../machines/view.ts';
import { activityOf, stopDialogOf } from './activity.ts';
import type { Config } from './config.ts';
import type { ChargeSnapshot, Connector } from './connector.ts';
import type { Deliveries } from './deliveries.ts';
import { holdView } from './holdView.ts';
import { graceEndsAt } from './idleTime.ts';
import { budgetRange, holdNearlySpent, untilStopped } from './limits.ts';
import { costAt } from './pricing.ts';
import type { ReceiptLinks } from './receiptLinks.ts';
import type { Support } from './support.ts';

/** All that the screen is drawn from. */
export type Seen = {
  config: Config;
  kiosk: SnapshotFrom<typeof kioskMachine>;
  connectors: readonly Connector[];
  terminal: KioskView['terminal'];
  nowMs: number;
  links: ReceiptLinks;
  deliveries: Pick<Deliveries, 'view'>;
  buyerOf: (sessionId: string) => Buyer | null;
  /** The search for an earlier receipt, while it is on the screen. */
  find?: FindView | null;
  /** Staff are at the screen, or the station is about to begin anew: whatever has not begun waits. */
  lookedAfter?: 'staff' | 'renewal' | null;
  /** Without it nothing can be reported. */
  support?: Pick<Support, 'offersCall' | 'keptHours' | 'view'> | null;
};

/** How long before the limit the driver is told that it is near. */
const NEAR_HOLD_SECONDS = 120;

/** What a driver at this connector sees, by where its charge stands. */
export function screenOf(connector: Connector, seen: Seen): ScreenView {
  const { snapshot } = connector;
  const { config, nowMs } = seen;
  if (snapshot.matches('authorize')) return authorizeScreen(connector, seen);
  if (snapshot.matches('plug')) return plugScreen(connector, config);
  if (snapshot.matches('charging')) return chargingScreen(connector, config, nowMs);
  if (snapshot.matches('receipt')) return receiptScreen(connector, seen);
  if (snapshot.matches('unavailable')) return unavailableScreen(connector, seen.connectors);
  return { name: 'attract' };
}

function authorizeScreen({ evse, snapshot }: Connector, { config, nowMs }: Seen): ScreenView {
  const { context } = snapshot;
  const { deadlines, settings } = context;
  const connectorId = evse.evse;
  const hold = settings.holdAmount;
  if (snapshot.matches({ authorize: 'priceShown' }))
    return {
      name: 'price',
      connectorId,
      vehicleConnected: context.vehicleConnected,
      hold,
      budget: context.budget,
      budgetRange: budgetRange(context, config, nowMs, untilStopped(config, evse)),
      deadlineMs: deadlines.priceShown ?? 0,
    };
  if (snapshot.matches({ authorize: 'declined' }))
    return {
      name: 'declined',
      connectorId,
      fault: context.fault ?? 'stationError',
      hold,
      deadlineMs: deadlines.declined ?? 0,
    };
  if (snapshot.matches({ authorize: 'secondFactor' }))
    return {
      name: 'secondFactor',
      connectorId,
      attemptsLeft: Math.max(0, 3 - context.pinTries),
      wrong: context.pinTries > 0,
      deadlineMs: deadlines.secondFactor ?? 0,
    };
  return {
    name: 'present',
    connectorId,
    hold,
    prompt: context.prompt,
    step: presentStep(snapshot),
    deadlineMs: snapshot.matches({ authorize: { reading: 'presentCard' } }) ? (deadlines.presentCard ?? null) : null,
  };
}

function presentStep(snapshot: ChargeSnapshot): Extract<ScreenView, { name: 'present' }>['step'] {
  if (snapshot.context.cancelled) return 'cancelling';
  if (snapshot.matches({ authorize: { reading: 'presentCard' } })) return 'card';
  if (snapshot.matches({ authorize: 'reading' }) || snapshot.matches({ authorize: 'opening' })) return 'turn';
  return snapshot.context.read?.kind === 'chargingKey' ? 'key' : 'hold';
}

function plugScreen(connector: Connector, config: Config): ScreenView {
  const { evse, snapshot } = connector;
  const { context } = snapshot;
  const step =
    snapshot.matches({ plug: 'withdrawing' }) || snapshot.matches('receipt')
      ? 'cancelling'
      : snapshot.matches({ plug: 'handshake' })
        ? 'handshake'
        : snapshot.matches({ plug: 'awaitingCable' })
          ? 'cable'
          : 'authorizing';
  const deadline =
    step === 'cable' ? context.deadlines.plugIn : step === 'handshake' ? context.deadlines.handshake : undefined;
  return {
    name: 'plug',
    connectorId: evse.evse,
    connectorType: evse.connectorType,
    label: evse.label,
    step,
    phase: step === 'handshake' ? context.phase : null,
    again: snapshot.matches({ plug: 'cameOut' }) || (context.timesOut > 0 && step === 'cable'),
    ...secretsOf(connector, config),
    deadlineMs: deadline ?? null,
  };
}

function chargingScreen(connector: Connector, config: Config, nowMs: number): ScreenView {
  const { evse, snapshot, curve } = connector;
  const { context } = snapshot;
  const cost = costAt(context, config, nowMs);
  const delivering = snapshot.matches({ charging: 'delivering' });
  return {
    name: 'charging',
    connectorId: evse.evse,
    label: evse.label,
    activity: activityOf(snapshot, nowMs),
    endReason: context.endReason,
    energyWh: energyWh(context),
    cost: cost.total,
    lines: cost.lines,
    powerW: delivering ? (context.meterLast?.powerW ?? null) : null,
    socPercent: context.socPercent,
    startedAtMs: context.session?.openedAtMs ?? nowMs,
    energySinceMs: context.energySinceMs ?? nowMs,
    expectedEndMs: delivering ? context.fullAtMs : null,
    ...secretsOf(connector, config),
    nearHold:
      delivering &&
      holdNearlySpent(context, config, nowMs, {
        seconds: NEAR_HOLD_SECONDS,
        powerW: context.meterLast?.powerW ?? 0,
      }),
    budget: context.budget,
    choosingBudget: snapshot.matches({ charging: { delivering: { stopDialog: 'choosingBudget' } } })
      ? {
          range: budgetRange(context, config, nowMs, untilStopped(config, evse)),
          deadlineMs: context.deadlines.stopDialog ?? 0,
        }
      : null,
    stopNeeds: context.settings.stopNeeds,
    stopDialog: stopDialogOf(snapshot),
    graceEndsMs: graceEndsAt(context),
    stale: !context.controllerUp,
    curve: curve.points(),
  };
}

function receiptScreen(connector: Connector, { config, nowMs, links, buyerOf, deliveries }: Seen): ScreenView {
  const { evse, snapshot } = connector;
  const { context } = snapshot;
  const connectorId = evse.evse;
  if (snapshot.matches({ receipt: 'shown' }) && context.receipt) {
    const buyer = buyerOf(context.receipt.sessionId);
    return {
      name: 'receipt',
      connectorId,
      receipt: context.receipt,
      deliveries: deliveries.view(context.receipt.sessionId),
      link: links.of(context.receipt, buyer),
      endReason: context.endReason ?? endReasonOfFault(context.fault),
      hold: holdOf(context, config),
      buyer,
      deadlineMs: context.deadlines.receipt ?? nowMs,
    };
  }
  // Being written: the driver goes on seeing what was there.
  if (!snapshot.matches({ receipt: 'released' }))
    return energyWh(context) > 0 ? chargingScreen(connector, config, nowMs) : plugScreen(connector, config);
  return {
    name: 'released',
    connectorId,
    fault: context.fault ?? faultOfEnd(context.endReason),
    hold: holdOf(context, config),
    deadlineMs: context.deadlines.released ?? nowMs,
  };
}

const endReasonOfFault = (fault: FaultCode | null): EndReason =>
  fault === 'cancelledByDriver'
    ? 'driver'
    : fault === 'emergencyStop'
      ? 'emergencyStop'
      : fault === 'cableRemoved'
        ? 'unplugged'
        : 'fault';

const faultOfReason = {
  fault: 'connectorFault',
  emergencyStop: 'emergencyStop',
  disabled: 'disabled',
  maintenance: 'disabled',
  repair: 'disabled',
  reserved: 'reserved',
  controllerAway: 'controllerAway',
} as const satisfies Record<UnavailableReason, FaultCode>;

export function reasonOf({ snapshot, outOfService }: Connector): UnavailableReason | null {
  const why = whyUnavailable(snapshot.context);
  return why === 'disabled' ? (outOfService ?? why) : why;
}

function unavailableScreen(connector: Connector, all: readonly Connector[]): ScreenView {
  const { evse } = connector;
  const reason = reasonOf(connector) ?? 'fault';
  return {
    name: 'unavailable',
    connectorId: evse.evse,
    label: evse.label,
    reason,
    fault: faultOfReason[reason],
    otherFree: all.some((other) => other.evse.evse !== evse.evse && other.snapshot.matches('idle')),
  };
}

const holdOf = ({ hold, settled, receipt }: ChargeContext, config: Config): HoldView | null =>
  hold && holdView(hold, settled, receipt, config);

/** What is the driver's own of a charge under way. The code is worth showing only where it is asked for. */
function secretsOf({ snapshot, driverLeft = false }: Connector, config: Config) {
  const { settings, session } = snapshot.context;
  const hold = holdOf(snapshot.context, config);
  if (driverLeft) return { hold: hold && { ...hold, card: unnamed }, stopCode: null };
  return { hold, stopCode: settings.stopNeeds === 'cardOrCode' ? (session?.stopCode ?? null) : null };
}
const unnamed: CardSummary = { brand: null, last4: null, entryMode: 'unknown' };

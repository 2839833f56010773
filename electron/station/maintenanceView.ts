import type { Settled } from '../../machines/charge.model.ts';
import { compare, isZero } from '../../machines/money.ts';
import { failureCode } from '../../machines/settlement.machine.ts';
import type {
  AwaitingEndOfDay,
  MaintenanceView,
  OpenSettlement,
  SettlementTodo,
  SettlementTrouble,
} from '../../machines/staffView.ts';
import type { HoldRow, Store } from '../store/store.ts';

/** The books as staff need them: what is due and not settled, and what was booked otherwise than due. */
export function maintenanceView(
  store: Pick<Store, 'holds' | 'session' | 'receiptOf'>,
  /** Where a settlement stands that is under way; null when none is. */
  underWay: (sessionId: string) => Settled | null,
  awaitingEndOfDay: AwaitingEndOfDay,
  nowMs: number,
): MaintenanceView {
  const openSettlements = store
    .holds()
    .filter((row) => row.outside === null && (isOpen(row) || isBookedOtherwise(row)))
    .map((row) => openSettlement(row, store, underWay(row.sessionId), nowMs));
  return { nowMs, openSettlements, awaitingEndOfDay };
}

/** A hold of which nothing is due yet belongs to a running charge. */
const isOpen = ({ state, due }: HoldRow): boolean =>
  state === 'staff' || (due !== null && state !== 'captured' && state !== 'released');

const isBookedOtherwise = ({ captured, due }: HoldRow): boolean =>
  captured !== null && due !== null && compare(captured, due) !== 0;

function openSettlement(
  row: HoldRow,
  store: Pick<Store, 'session' | 'receiptOf'>,
  settled: Settled | null,
  nowMs: number,
): OpenSettlement {
  const { sessionId, connectorId, hold, heldAtMs, due, attempts } = row;
  const { receiptNumber, traceNumber, terminalId, authorizationNumber, card } = hold;
  const trouble = troubleOf(row);
  const stillTrying = settled !== null && settled.state !== 'staff' && row.captured === null;
  const receipt = store.receiptOf(sessionId);
  const session = store.session(sessionId);
  return {
    sessionId,
    connectorId,
    state: row.state === 'staff' || isBookedOtherwise(row) ? 'staff' : (settled?.state ?? row.state),
    stillTrying,
    trouble,
    detail: row.lastError,
    attempts,
    heldAtMs,
    ageMs: nowMs - heldAtMs,
    held: hold.amount,
    due,
    booked: row.captured,
    hold: { receiptNumber, traceNumber, terminalId, authorizationNumber, card },
    receiptNumber: receipt?.receiptNumber ?? null,
    meter: session?.started
      ? {
          meterId: session.started.reading.meterId,
          startWh: session.started.reading.energyWh,
          endWh: session.finished?.reading.energyWh ?? receipt?.meterEndWh ?? null,
        }
      : null,
    todo: todoOf(row, trouble),
  };
}

const answers = {
  declined: true,
  timed_out: true,
  cancelled: true,
  link_lost: true,
  nothing_open: true,
  not_stored: true,
  out_of_service: true,
  garbled: true,
  unclear: true,
} as const satisfies Partial<Record<SettlementTrouble, true>>;

function troubleOf(row: HoldRow): SettlementTrouble | null {
  if (isBookedOtherwise(row)) return 'otherAmount';
  if (row.due === null) return 'interrupted';
  if (row.lastError === null) return null;
  const code = failureCode(row.lastError);
  return Object.hasOwn(answers, code) ? (code as keyof typeof answers) : 'stationError';
}

function todoOf({ state, due }: HoldRow, trouble: SettlementTrouble | null): SettlementTodo {
  if (trouble === 'otherAmount') return 'correctBooking';
  if (due === null) return 'workOutDue';
  if (state !== 'staff') return 'wait';
  if (trouble === 'unclear') return 'compareBooks';
  return isZero(due) ? 'release' : 'capture';
}

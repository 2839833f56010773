import { paid, reading, session } from '../../machines/charge.samples.ts';
import type { ControllerError, EvseNotice, PowerController } from '../../machines/ports/powerController.ts';
import { ok, type Result } from '../../machines/result.ts';
import { authorization, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import type { ChargeActor } from './chargeActor.ts';
import { createControllerEvents } from './controllerEvents.ts';
import { createIdleHandedCharge, createTestClock, exampleConfig, silent, type TestClock } from './fixtures.ts';

/** What the tests of the controller's notices speak in: one connector on its books, and what a controller says. */

export const config = exampleConfig();
export let store: Store;
export let clock: TestClock;
export let charge: ChargeActor;
export let stopped: string[];
let answerToStop: Result<void, ControllerError>;
export let hear: (notice: EvseNotice) => void;

/** Empty books, a controller that does what it is told. */
export function fresh(): void {
  clock = createTestClock();
  store = opened();
  stopped = [];
  answerToStop = ok(undefined);
  begin();
}
/** What the controller says to a stop from now on. */
export const answerStop = (answer: Result<void, ControllerError>): void => {
  answerToStop = answer;
};

/** The station on its books: what a restart leaves. */
export function begin(): void {
  charge = createIdleHandedCharge(1);
  const controller = {
    stopTransaction: async (evse: number, reason: string) => {
      stopped.push(`${evse} ${reason}`);
      return answerToStop;
    },
  } as Partial<PowerController> as PowerController;
  hear = createControllerEvents(1, charge, { store, controller, clock, log: silent, config });
}

export const state = () => charge.getSnapshot();
export const transactionStarted = (
  sessionId = 'ev-1',
  wh = 1_000,
  idToken: string | null = session.sessionId,
): EvseNotice => ({
  type: 'transactionStarted',
  sessionId,
  idToken,
  meter: reading(wh),
});
export const transactionFinished = (sessionId = 'ev-1', wh = 5_000, reason: string | null = 'Local'): EvseNotice => ({
  type: 'transactionFinished',
  sessionId,
  reason,
  meter: reading(wh),
  signedStart: null,
  signed: { data: 'OCMF|{}|{}', encoding: 'OCMF', publicKey: null },
});
export const resync = (transactionActive: boolean, vehicleConnected = true): EvseNotice => ({
  type: 'resync',
  vehicleConnected,
  transactionActive,
});

/** A driver has paid and is known to the journal. */
export function pay(): void {
  for (const event of paid) charge.send(event);
  store.recordAuthorization({ ...authorization(session.sessionId), sessionId: session.sessionId });
}
export function plugIn(): void {
  hear({ type: 'sessionStarted', sessionId: 'ev-1', vehicleConnected: true });
  hear(transactionStarted());
  hear({ type: 'chargingStarted', sessionId: 'ev-1' });
  hear({ type: 'meter', reading: reading(3_000) });
}

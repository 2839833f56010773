import type { ChargingActivity, StopDialogView } from '../../machines/view.ts';
import type { ChargeSnapshot } from './connector.ts';
import { graceEndsAt } from './idleTime.ts';

/** How a charge is doing, and who is being asked whether it may be stopped. */

export function activityOf(snapshot: ChargeSnapshot, nowMs: number): ChargingActivity {
  if (snapshot.matches({ charging: 'grace' })) return 'finishedGrace';
  if (snapshot.matches({ charging: 'idleFee' })) {
    // What nobody could see of the grace is still to come.
    const graceEndsMs = graceEndsAt(snapshot.context);
    return graceEndsMs !== null && nowMs >= graceEndsMs ? 'finishedIdle' : 'finishedGrace';
  }
  if (!snapshot.matches({ charging: 'delivering' })) return 'stopping';
  if (snapshot.matches({ charging: { delivering: { flow: 'pausedByCar' } } })) return 'pausedByCar';
  if (snapshot.matches({ charging: { delivering: { flow: 'pausedByStation' } } })) return 'pausedByStation';
  return 'active';
}

const dialogSteps = ['ask', 'presentCard', 'refusedCode', 'refusedCard', 'codeLocked', 'noTerminal'] as const;

export function stopDialogOf(snapshot: ChargeSnapshot): StopDialogView | null {
  const step = dialogSteps.find((name) =>
    snapshot.matches({ charging: { delivering: { stopDialog: { open: name } } } }),
  );
  if (!step) return null;
  const { prompt, deadlines, ownerWants } = snapshot.context;
  return {
    wants: ownerWants,
    step,
    prompt: step === 'presentCard' ? prompt : null,
    deadlineMs: deadlines.stopDialog ?? 0,
  };
}

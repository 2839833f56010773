import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../electron/simulators/charger/random.ts';
import { between, oneOf } from './chance.ts';
import type { Hardware } from './hardware.ts';

/** Where a kill hurts: around an order that moves money, and where energy begins and ends. */
const weights = {
  bookWritten: 5,
  bankAsked: 3,
  transactionEnded: 3,
  transactionStarted: 2,
  tokenProvided: 2,
  anyTime: 3,
} as const;
type Moment = keyof typeof weights;

const LONGEST_WAIT_MS = 1_500;
const ANY_TIME_MS = 1_200;
const SOON_AFTER_MS = 30;

/** Waits for a moment of the seed's choice; when it does not come, any other will do. */
export async function killMoment(hardware: Hardware, random: Random): Promise<void> {
  const moment = oneOf(random, weights);
  const waitsMs = moment === 'anyTime' ? between(random, 0, ANY_TIME_MS) : LONGEST_WAIT_MS;
  // The sooner the likelier: an answer is then still under way, or written and not yet acknowledged.
  const delayMs = SOON_AFTER_MS * random() ** 3;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(come, waitsMs);
    const forget = when(moment, hardware, come);
    function come(): void {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
  if (delayMs >= 1) await pause(delayMs);
}

/** @returns how to stop waiting for it. */
function when(moment: Moment, { terminal, wire, onBookWritten, isBankAsked }: Hardware, come: () => void): () => void {
  const hears = (event: 'started' | 'finished' | 'token') => {
    wire.told.once(event, come);
    return () => void wire.told.off(event, come);
  };
  switch (moment) {
    case 'bookWritten':
      return onBookWritten(come);
    case 'bankAsked':
      return terminal.onChange(() => isBankAsked() && come());
    case 'transactionEnded':
      return hears('finished');
    case 'transactionStarted':
      return hears('started');
    case 'tokenProvided':
      return hears('token');
    case 'anyTime':
      return () => {};
  }
}

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
/** So many kills wait until the station writes down what it then heard, and find it between that and its answer. */
const WHILE_WRITING = 0.4;
const WRITES_WITHIN_MS = 100;

/** Waits for a moment of the seed's choice; when it does not come, any other will do. */
export async function killMoment(hardware: Hardware, random: Random): Promise<void> {
  const moment = oneOf(random, weights);
  const waitsMs = moment === 'anyTime' ? between(random, 0, ANY_TIME_MS) : LONGEST_WAIT_MS;
  const isWriting = random() < WHILE_WRITING;
  // The sooner the likelier: an answer is then still under way.
  const delayMs = SOON_AFTER_MS * random() ** 3;
  await either(waitsMs, (come) => when(moment, hardware, come));
  if (isWriting) await either(WRITES_WITHIN_MS, (come) => hardware.onWritten('station', come));
  else if (delayMs >= 1) await pause(delayMs);
}

/** Settles when what is listened for comes, or after `waitsMs`. */
function either(waitsMs: number, listen: (come: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(come, waitsMs);
    const forget = listen(come);
    function come(): void {
      clearTimeout(timer);
      forget();
      resolve();
    }
  });
}

/** @returns how to stop waiting for it. */
function when(moment: Moment, { terminal, wire, onWritten, isBankAsked }: Hardware, come: () => void): () => void {
  const hears = (event: 'started' | 'finished' | 'token') => {
    wire.told.once(event, come);
    return () => void wire.told.off(event, come);
  };
  switch (moment) {
    case 'bookWritten':
      return onWritten('terminal', come);
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

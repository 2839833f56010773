import type { CardTerminal, TerminalError } from '../../../machines/ports/cardTerminal.ts';
import type { LinkView } from '../../../machines/staffView.ts';
import type { StationHands } from '../hands.ts';
import type { Course, TestKind } from './course.ts';
import { type Fact, failed, faulty, passed, stopped, type Verdict } from './results.ts';

const CARD_WAIT_MS = 60_000;
const REGISTRATION_MS = 60_000;
/** A bank that is slow to answer. */
const BANK_MS = 120_000;
/** A terminal may have to let go of the old connection first: the first try is not the last. */
const TRIES_FOR_MS = 10_000;
/** One that answers by then may take its time. */
const REGISTERS_FOR_MS = 30_000;

/** Tests of the card terminal, by its own link: what a driver's payment takes, step by step. */
export function terminalTests(parts: {
  readonly hands: Pick<StationHands, 'terminal' | 'isFree' | 'isReaderFree' | 'reconnect' | 'holdAndRelease'>;
  readonly links: () => readonly LinkView[];
  /** Whether the station takes this key, and nothing more of it. */
  readonly isKnownKey: (uid: string) => boolean;
  readonly now: () => number;
}) {
  const { hands, links, isKnownKey, now } = parts;
  const { terminal } = hands;
  const readerInUse = () => (hands.isReaderFree() ? null : 'readerInUse');

  const link = () => links().find(({ device }) => device === 'cardTerminal');
  const linkFacts = (): Fact[] => {
    const { latencyMs = null, version = null } = link() ?? {};
    return [
      ...(version === null ? [] : [{ fact: 'version', text: version } as const]),
      ...(latencyMs === null ? [] : [{ fact: 'latency', ms: latencyMs, of: null } as const]),
    ];
  };

  const whyAway = (): Fact[] => {
    const why = link()?.lastError?.text;
    return why === undefined ? [] : [{ fact: 'stage', text: why }];
  };

  async function read(course: Course, wants: 'card' | 'key') {
    const latestMs = now() + CARD_WAIT_MS;
    const onPrompt: Parameters<CardTerminal['readCard']>[0]['onPrompt'] = (prompt) =>
      course.show({ step: 'card', wants, prompt }, latestMs - now());
    return terminal.readCard({ timeoutMs: CARD_WAIT_MS, onPrompt }, course.signal);
  }

  const registration: TestKind = {
    limitMs: REGISTRATION_MS,
    hindrance: () => (hands.isFree() && hands.isReaderFree() ? null : 'inUse'),
    async run(course) {
      await hands.reconnect.cardTerminal();
      const up = () => (terminal.link === 'up' ? true : null);
      const isUp =
        (await course.until(up, TRIES_FOR_MS)) ??
        (terminal.link === 'connecting' ? await course.until(up, REGISTERS_FOR_MS) : null);
      if (!isUp) return faulty('terminalAway', ...whyAway());
      return link()?.state === 'trouble' ? faulty('terminalOutOfService', ...linkFacts()) : passed(...linkFacts());
    },
  };

  const diagnosis: TestKind = {
    limitMs: BANK_MS,
    hindrance: readerInUse,
    async run() {
      const diagnosed = await terminal.diagnosis();
      return diagnosed.ok ? passed(...linkFacts()) : troubleOf(diagnosed.error);
    },
  };

  const cardRead: TestKind = {
    limitMs: 2 * CARD_WAIT_MS,
    hindrance: readerInUse,
    usesReader: true,
    async run(course) {
      const found = await read(course, 'card');
      if (!found.ok) return troubleOf(found.error);
      return found.value.kind === 'bankCard' ? passed(cardFact(found.value.card)) : failed('notABankCard');
    },
  };

  const chargingKey: TestKind = {
    limitMs: 2 * CARD_WAIT_MS,
    hindrance: readerInUse,
    usesReader: true,
    async run(course) {
      const found = await read(course, 'key');
      if (!found.ok) return troubleOf(found.error);
      if (found.value.kind === 'bankCard') return failed('notAKey');
      const { uid } = found.value;
      return passed({ fact: 'key', last4: uid.slice(-4), isKnown: isKnownKey(uid) });
    },
  };

  /** The smallest amount there is, set aside on the card and given back: by the way of every payment. */
  const hold: TestKind = {
    limitMs: CARD_WAIT_MS + BANK_MS + BANK_MS,
    hindrance: readerInUse,
    usesReader: true,
    async run(course) {
      const found = await read(course, 'card');
      if (!found.ok) return troubleOf(found.error);
      if (found.value.kind !== 'bankCard') return failed('notABankCard');
      const held = await hands.holdAndRelease.hold(
        (prompt) => course.show({ step: 'card', wants: 'card', prompt }),
        course.signal,
      );
      if (!held.ok) return troubleOf(held.error);
      const { sessionId, hold } = held.value;
      const facts: Fact[] = [
        { fact: 'money', ...hold.amount },
        cardFact(hold.card),
        { fact: 'terminalReceipt', text: hold.receiptNumber },
      ];
      course.show({ step: 'releasing' });
      const end = await course.until(() => hands.holdAndRelease.endOf(sessionId), BANK_MS);
      if (end === 'released') return passed(...facts, { fact: 'released', ...hold.amount });
      return failed(end === 'staff' ? 'needsPerson' : 'notReleasedYet', ...facts);
    },
  };

  return { registration, diagnosis, cardRead, hold, chargingKey };
}

const cardFact = (card: { brand: string | null; last4: string | null; entryMode: string }): Fact => ({
  fact: 'card',
  brand: card.brand,
  last4: card.last4,
  entry: card.entryMode,
});

function troubleOf(error: TerminalError): Verdict {
  switch (error.code) {
    case 'link_lost':
      return error.orderSent ? failed('unknownEnd') : faulty('terminalAway');
    case 'timed_out':
      return error.waitedFor === 'card' ? failed('noCard') : faulty('bankUnreachable');
    case 'cancelled':
      return stopped('cancelled');
    case 'declined':
      return failed('declined', { fact: 'hostCode', text: error.hostCode });
    case 'out_of_service':
      return faulty('terminalOutOfService', { fact: 'hostCode', text: error.hostCode });
    case 'nothing_open':
      return failed('refused', { fact: 'hostCode', text: error.hostCode });
    case 'not_stored':
      return faulty('notRecorded');
    case 'garbled':
      return failed('unknownEnd');
  }
}

import type { Mail, MailError, Mailer } from '../../machines/ports/mailer.ts';
import type { Outbox, WaitingMail } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Clock } from './clock.ts';
import type { MailConfig } from './config.devices.ts';
import type { StationLog } from './log.ts';
import { createRounds, pauseMs } from './rounds.ts';

export type PostmanDeps = {
  readonly outbox: Outbox;
  readonly vault: Vault;
  readonly mailer: Mailer;
  /** The mail for a session's receipt; null when there is no such receipt. */
  readonly write: (sessionId: string, language: string) => Omit<Mail, 'id' | 'to'> | null;
  readonly clock: Clock;
  readonly config: Pick<MailConfig, 'retryMinMs' | 'retryMaxMs' | 'giveUpAfterMs'>;
  readonly log: StationLog;
  readonly onChange: () => void;
};

const isFinal = ({ code }: MailError): boolean => code === 'refused' || code === 'refused_address';

/** Carries what is in the outbox to the mail server: at once, then with growing pauses, and not for ever. */
export function createPostman(deps: PostmanDeps) {
  const { outbox, vault, mailer, clock, config, log, onChange } = deps;
  const rounds = createRounds({ waiting: () => outbox.waiting(), carry, clock, config, log, onChange });

  async function carry(mail: WaitingMail): Promise<void> {
    const { id, sessionId } = mail;
    const to = vault.open(mail.address, sessionId);
    const written = deps.write(sessionId, mail.language);
    if (to === null || written === null) return close(mail, 'dropped', to === null ? 'sealed' : 'no_receipt');
    const sent = await mailer.send({ ...written, id: `${sessionId}.${id}`, to });
    if (sent.ok) return close(mail, 'sent', null);
    const { code } = sent.error;
    const tooOld = clock.now() >= mail.putAtMs + config.giveUpAfterMs;
    if (isFinal(sent.error) || tooOld) return close(mail, 'dropped', code);
    outbox.postpone(id, clock.now() + pauseMs(mail.attempts, config), code);
  }

  function close({ id, sessionId, attempts }: WaitingMail, state: 'sent' | 'dropped', error: string | null): void {
    if (state === 'sent') log.info({ session: sessionId }, 'receipt mailed');
    else
      log.warn({ session: sessionId, attempts: attempts + 1, error }, 'receipt not mailed: given up, address erased');
    rounds.close(id, () => outbox.close(id, state, error));
  }

  return {
    /** Goes on with what earlier runs left. */
    start: rounds.walk,
    stop: rounds.stop,
    /** @throws when the store does not take it: then nothing will be sent */
    post(sessionId: string, address: string, language: string): void {
      outbox.put({ sessionId, language, address: vault.seal(address, sessionId), atMs: clock.now() });
      rounds.walk();
    },
    /** Whether a mail for that address is on its way already. */
    isPosted: (sessionId: string, address: string): boolean =>
      rounds.waiting().some((mail) => mail.sessionId === sessionId && vault.open(mail.address, sessionId) === address),
    /** Whether one of the session's mails is at the server at this moment. */
    carries: (sessionId: string): boolean =>
      outbox.waiting().some((mail) => mail.id === rounds.carried() && mail.sessionId === sessionId),
  };
}
export type Postman = ReturnType<typeof createPostman>;

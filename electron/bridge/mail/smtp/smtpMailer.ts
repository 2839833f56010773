import type { connect as connectTcp } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Mail, MailError, Mailer } from '../../../../machines/ports/mailer.ts';
import { err, ok } from '../../../../machines/result.ts';
import type { MailConfig } from '../../../station/config.devices.ts';
import { createMutex } from '../../../station/mutex.ts';
import { type LinkHealth, noHealth } from '../../linkHealth.ts';

export type SmtpDeps = {
  readonly log: Logger;
  /** Whose receipts they are. */
  readonly senderName: string;
  readonly password: string | null;
  /** PEM; null: the certificates Node trusts. */
  readonly ca: string | null;
  /** How a socket is opened; over TCP unless a test brings its own wire. */
  readonly connect?: typeof connectTcp;
  readonly health?: LinkHealth;
};

/** Sends over SMTP (RFC 5321), each mail on a connection of its own; without the TLS it is configured for it sends nothing. */
export function createSmtpMailer(config: MailConfig, deps: SmtpDeps): Mailer {
  const { log, senderName, password, ca, connect, health = noHealth } = deps;
  const oneAtATime = createMutex();
  const transport = createTransport({
    host: config.host,
    port: config.port,
    secure: config.tls === 'implicit',
    requireTLS: config.tls === 'starttls',
    ignoreTLS: config.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca !== null && { ca }) },
    ...(config.user !== undefined && { auth: { user: config.user, pass: password ?? '' } }),
    connectionTimeout: config.connectTimeoutMs,
    greetingTimeout: config.timeoutMs,
    socketTimeout: config.timeoutMs,
    dnsTimeout: config.connectTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(connect && {
      getSocket: (options: { host?: string; port?: number }, done: (cause: Error | null, socket?: object) => void) => {
        const socket = connect({ host: options.host ?? config.host, port: options.port ?? config.port });
        socket.once('error', done);
        socket.once('connect', () => done(null, { connection: socket }));
      },
    }),
  });

  return {
    send: (mail) =>
      oneAtATime(async () => {
        const askedAtMs = performance.now();
        try {
          await transport.sendMail(messageOf(mail, { name: senderName, address: config.from }));
          log.info({ mail: mail.id }, 'mail sent');
          health.answered(performance.now() - askedAtMs);
          health.become('up');
          return ok(undefined);
        } catch (cause) {
          const error = errorOf(cause as SmtpFailure);
          log.warn({ mail: mail.id, error }, 'mail not sent');
          // Said of one address, it says nothing of the server.
          const isAway = error.code === 'link_lost' || error.code === 'timed_out';
          if (error.code !== 'refused_address') {
            health.become(isAway ? 'down' : 'trouble');
            health.failed(`${error.code}: ${error.detail}`);
          }
          return err(error);
        }
      }),
  };
}

function messageOf(mail: Mail, from: { name: string; address: string }) {
  return {
    messageId: `<${mail.id}@${from.address.split('@').at(-1)}>`,
    from,
    // As an object it is one address, whatever is in it; as a text it would be read as a list.
    to: { name: '', address: mail.to },
    subject: mail.subject.replace(/\p{Cc}+/gu, ' '),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ name, mediaType, content }) => ({
      filename: name,
      contentType: mediaType,
      content,
    })),
    // So that an out-of-office answers nobody (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
  };
}

type SmtpFailure = Error & { readonly code?: string; readonly command?: string; readonly responseCode?: number };

/**
 * The server's own words may repeat the address: of a reply only its number is kept (RFC 5321, 4.2.1). Only what is said
 * of this one address or mail is final; what stands in the way of every mail is for staff to mend, and tried again.
 */
function errorOf({ code, command, responseCode, message }: SmtpFailure): MailError {
  const detail = responseCode === undefined ? message : `${command ?? 'reply'} ${responseCode}`;
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530) return { code: 'auth_failed', detail };
  if (code === 'ETLS' || code === 'EREQUIRETLS') return { code: 'link_lost', detail };
  if (responseCode !== undefined) {
    const isFinal = responseCode >= 500;
    if (isFinal && command === 'RCPT TO') return { code: 'refused_address', detail };
    return { code: isFinal && command === 'DATA' ? 'refused' : 'deferred', detail };
  }
  if (code === 'ETIMEDOUT') return { code: 'timed_out', detail };
  // Nodemailer itself found the address wanting; its message has it.
  if (code === 'EENVELOPE') return { code: 'refused_address', detail: code };
  return { code: 'link_lost', detail };
}

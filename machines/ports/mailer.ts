import type { Result } from '../result.ts';

export type Mail = {
  /** Names it for ever: repeated after an outcome nobody knows, the receiving side can tell that it is the same. */
  readonly id: string;
  readonly to: string;
  /** BCP 47 */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly content: string }[];
};

export type MailError = {
  readonly code: /** No server, or the connection broke: the mail may have gone out all the same. */
    | 'link_lost'
    | 'timed_out'
    /** The server does not know us: for staff. */
    | 'auth_failed'
    /** Not now: the server asks for another try later. */
    | 'deferred'
    /** The receiving side takes nothing for that address. */
    | 'refused_address'
    | 'refused';
  /** For the log. Never has the address. */
  readonly detail: string;
};

/** Hands mails to a server, one at a time. */
export interface Mailer {
  /** Ok: the server has taken it over. */
  send(mail: Mail): Promise<Result<void, MailError>>;
}

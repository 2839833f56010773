import { SMTPServer } from 'smtp-server';
import { err, ok, type Result } from '../../../machines/result.ts';
import { type MimePart, mimeParts } from './mime.ts';

export type MailSimulatorOptions = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `none` where it is asked in the clear, as on one machine. */
  readonly tls?: 'starttls' | 'implicit' | 'none';
  readonly key?: string;
  readonly cert?: string;
  /** Who may send; null: anybody. */
  readonly account?: { readonly user: string; readonly password: string } | null;
};

export type ReceivedMail = {
  readonly to: readonly string[];
  readonly raw: string;
  readonly parts: readonly MimePart[];
};

/** What the bench shows of it. */
export type MailState = {
  readonly up: boolean;
  readonly greylisting: boolean;
  readonly refusing: boolean;
  /** Newest first. */
  readonly received: readonly { readonly to: string; readonly subject: string }[];
};

export type MailSimulator = {
  readonly port: number;
  setUp(up: boolean): Promise<void>;
  /** "Come again later" (451) to every recipient. */
  greylist(on: boolean): void;
  /** "No such mailbox" (550) to every recipient. */
  refuseRecipients(on: boolean): void;
  /** Takes a mail and never says that it has it. */
  neverAcknowledge(on: boolean): void;
  state(): MailState;
  /** Oldest first. */
  received(): readonly ReceivedMail[];
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

const KEPT = 20;

/** A mail server that keeps what it is given. */
export async function startMailSimulator(
  options: MailSimulatorOptions,
): Promise<Result<MailSimulator, { readonly code: 'port_taken' | 'cannot_listen'; readonly detail: string }>> {
  const { tls = 'none', account = null } = options;
  const listeners = new Set<() => void>();
  let received: ReceivedMail[] = [];
  let [greylisting, refusing, silent] = [false, false, false];
  let server: SMTPServer | null = null;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const create = (): SMTPServer =>
    new SMTPServer({
      secure: tls === 'implicit',
      ...(options.key !== undefined && { key: options.key }),
      ...(options.cert !== undefined && { cert: options.cert }),
      disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
      allowInsecureAuth: false,
      disableReverseLookup: true,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) =>
        username === account?.user && password === account?.password
          ? done(null, { user: username })
          : done(new Error('Invalid username or password')),
      onMailFrom: (_address, session, done) =>
        account && !session.user ? done(reply(530, 'Authentication required')) : done(),
      onRcptTo({ address }, _session, done) {
        // As real ones do: they name the address in their answer.
        if (refusing) done(reply(550, `5.1.1 <${address}>: no such mailbox`));
        else if (greylisting) done(reply(451, `4.7.1 <${address}>: greylisted, come again later`));
        else done();
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString();
          const to = session.envelope.rcptTo.map(({ address }) => address);
          received = [...received, { to, raw, parts: mimeParts(raw) }].slice(-KEPT);
          changed();
          if (!silent) done();
        });
      },
    });

  function listen(port: number): Promise<NodeJS.ErrnoException | number> {
    const listening = create();
    return new Promise((resolve) => {
      listening.once('error', resolve);
      listening.listen(port, options.host, () => {
        // A client that goes away in mid-sentence is its own affair.
        listening.on('error', () => {});
        server = listening;
        const address = listening.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }
  async function stop(): Promise<void> {
    const listening = server;
    server = null;
    if (listening) await new Promise<void>((resolve) => listening.close(() => resolve()));
  }

  const port = await listen(options.port);
  if (typeof port !== 'number')
    return err({ code: port.code === 'EADDRINUSE' ? 'port_taken' : 'cannot_listen', detail: port.message });

  return ok({
    port,
    async setUp(up) {
      if (up && !server) await listen(port);
      if (!up) await stop();
      changed();
    },
    greylist(on) {
      greylisting = on;
      changed();
    },
    refuseRecipients(on) {
      refusing = on;
      changed();
    },
    neverAcknowledge(on) {
      silent = on;
    },
    state: () => ({
      up: server !== null,
      greylisting,
      refusing,
      received: received
        .map(({ to, parts }) => ({ to: to.join(', '), subject: parts[0]?.headers.get('subject') ?? '' }))
        .reverse(),
    }),
    received: () => received,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  });
}

const reply = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

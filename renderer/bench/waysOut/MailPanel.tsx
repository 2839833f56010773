import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { Chip, Switch } from '../controls.tsx';

/** The mail server, and what it has taken. */
export function MailPanel({ mail, act }: { mail: NonNullable<BenchState['mail']>; act: Act }) {
  return (
    <section className="way-out" aria-label="Mail server">
      <h2>Mail server</h2>
      <div className="way-out-switches">
        <Switch
          label="Server"
          on={mail.up}
          words={['up', 'away']}
          testId="mail-server"
          onChange={(up) => act({ type: 'mailServer', up })}
        />
        <Chip
          on={mail.greylisting}
          testId="mail-greylist"
          onPress={() => act({ type: 'mailGreylist', on: !mail.greylisting })}
        >
          Says “come again later”
        </Chip>
        <Chip on={mail.refusing} testId="mail-refuse" onPress={() => act({ type: 'mailRefuse', on: !mail.refusing })}>
          Says “no such mailbox”
        </Chip>
      </div>
      <ol className="mails" data-testid="mails">
        {mail.received.map(({ to, subject }, index) => (
          <li key={mail.received.length - index}>
            <b>{to}</b> {subject}
          </li>
        ))}
        {mail.received.length === 0 && <li className="way-out-empty">No mail yet.</li>}
      </ol>
    </section>
  );
}

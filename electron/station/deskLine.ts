import { join } from 'node:path';
import { createMailDesk } from '../bridge/helpDesk/mailDesk.ts';
import { createSeveralDesks } from '../bridge/helpDesk/severalDesks.ts';
import { createWebhookDesk } from '../bridge/helpDesk/webhookDesk.ts';
import { openVault } from '../store/vault.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';
import type { DeskLine } from './support.ts';
import type { WaysOut } from './waysOut.ts';

/** The ways to the help desk that the config names; null: there is none, or no key to seal numbers with. */
export function createDeskLine(
  { support, dataDir }: Config,
  { token, mail, log }: { readonly token: string | null; readonly mail: WaysOut['mail']; readonly log: StationLog },
): DeskLine | null {
  const desk = support?.desk;
  if (!desk) return null;
  const vault = openVault(join(dataDir, 'contacts.key'));
  if (!vault.ok) {
    log.error({ why: vault.error }, 'no key to seal numbers with: nobody is called back');
    return null;
  }
  const { webhook, mailTo } = desk;
  const desks = [
    ...(webhook ? [createWebhookDesk({ ...webhook, token })] : []),
    ...(mailTo !== undefined && mail ? [createMailDesk(mail.mailer, mailTo)] : []),
  ];
  return { desk: createSeveralDesks(desks), vault: vault.value, config: desk };
}

/** Where a simulated desk has to listen; null: it is asked elsewhere or not at all. */
export function deskAddress(support: Config['support']): { readonly host: string; readonly port: number } | null {
  const url = URL.parse(support?.desk?.webhook?.url ?? '');
  return url?.protocol === 'http:' ? { host: url.hostname, port: Number(url.port || 80) } : null;
}

/** The same config, the webhook at the port that was really taken. */
export function withDeskAt(support: Config['support'], port: number): Config['support'] {
  const { desk } = support ?? {};
  if (!support || !desk?.webhook) return support;
  const url = new URL(desk.webhook.url);
  url.port = String(port);
  return { ...support, desk: { ...desk, webhook: { ...desk.webhook, url: url.href } } };
}

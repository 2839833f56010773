import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Mailer } from '../../machines/ports/mailer.ts';
import type { ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { LinkHealths } from '../bridge/linkHealth.ts';
import { createSmtpMailer } from '../bridge/mail/smtp/smtpMailer.ts';
import { createEscposPrinter } from '../bridge/receiptPrinter/escpos/escposPrinter.ts';
import { openVault, type Vault } from '../store/vault.ts';
import type { MailConfig, ReceiptPrinterConfig } from './config.devices.ts';
import type { Config } from './config.ts';
import { createDeskLine } from './deskLine.ts';
import type { StationLog } from './log.ts';
import type { DeskLine } from './support.ts';

/** By what a receipt leaves the station, and a driver's wish to be called. Null: not offered. */
export type WaysOut = {
  readonly printer: ReceiptPrinter | null;
  readonly mail: { readonly mailer: Mailer; readonly vault: Vault; readonly config: MailConfig } | null;
  readonly desk: DeskLine | null;
};
export const noWaysOut: WaysOut = { printer: null, mail: null, desk: null };

export type Secrets = {
  readonly password: string | null;
  readonly ca: string | null;
  /** Of the help desk's webhook. */
  readonly token: string | null;
};

/** The files that mail server and help desk are reached with. The error names the setting and says what is wrong with its file. */
export function readSecrets({ mail, support }: Pick<Config, 'mail' | 'support'>): Result<Secrets, string> {
  const { passwordFile, caFile } = mail ?? {};
  const tokenFile = support?.desk?.webhook?.tokenFile;
  const read = (setting: string, file: string | undefined, isSecret: boolean): string | null => {
    if (file === undefined) return null;
    try {
      const text = readFileSync(file, 'utf8').trim();
      if (!isSecret || process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return text;
    } catch (cause) {
      throw new Error(`${setting}: ${(cause as Error).message}`);
    }
    throw new Error(`${setting}: others may read ${file}; chmod 600 it`);
  };
  try {
    return ok({
      password: read('mail.passwordFile', passwordFile, true),
      ca: read('mail.caFile', caFile, false),
      token: read('support.desk.webhook.tokenFile', tokenFile, true),
    });
  } catch (cause) {
    return err((cause as Error).message);
  }
}

export function createWaysOut(
  config: Config,
  secrets: Secrets,
  log: StationLog,
  healths: Pick<LinkHealths, 'of'>,
): WaysOut {
  const { receiptPrinter } = config;
  const mail = config.mail ? createMail(config.mail, config, secrets, log, healths) : null;
  return {
    printer: receiptPrinter ? createPrinter(receiptPrinter, log.child({ device: 'receiptPrinter' }), healths) : null,
    mail,
    desk: createDeskLine(config, { token: secrets.token, mail, log: log.child({ device: 'helpDesk' }) }),
  };
}

function createPrinter(
  config: ReceiptPrinterConfig,
  log: StationLog,
  healths: Pick<LinkHealths, 'of'>,
): ReceiptPrinter {
  const health = healths.of('receiptPrinter', `${config.host}:${config.port}`);
  const printer = createEscposPrinter(config, { log, health });
  printer.onStatus((status) => log[status.trouble ? 'warn' : 'info'](status, 'receipt printer'));
  return printer;
}

/** A station sells without a vault as well: then no address is taken. */
function createMail(
  mail: MailConfig,
  config: Config,
  secrets: Secrets,
  log: StationLog,
  healths: Pick<LinkHealths, 'of'>,
): WaysOut['mail'] {
  const vault = openVault(join(config.dataDir, 'contacts.key'));
  if (!vault.ok) {
    log.error({ why: vault.error }, 'no key to seal addresses with: no receipt is mailed');
    return null;
  }
  const { password, ca } = secrets;
  const health = healths.of('mail', `${mail.host}:${mail.port}`);
  const senderName = config.station.operator.name;
  const deps = { health, log: log.child({ device: 'mail' }), senderName, password, ca };
  return { mailer: createSmtpMailer(mail, deps), vault: vault.value, config: mail };
}

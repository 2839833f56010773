import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Mailer } from '../../machines/ports/mailer.ts';
import type { ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { createSmtpMailer } from '../bridge/mail/smtp/smtpMailer.ts';
import { createEscposPrinter } from '../bridge/receiptPrinter/escpos/escposPrinter.ts';
import { openVault, type Vault } from '../store/vault.ts';
import type { MailConfig, ReceiptPrinterConfig } from './config.devices.ts';
import type { Config } from './config.ts';
import type { StationLog } from './log.ts';

/** The devices by which a receipt leaves the station. Null: not offered. */
export type WaysOut = {
  readonly printer: ReceiptPrinter | null;
  readonly mail: { readonly mailer: Mailer; readonly vault: Vault; readonly config: MailConfig } | null;
};
export const noWaysOut: WaysOut = { printer: null, mail: null };

export type MailSecrets = { readonly password: string | null; readonly ca: string | null };

/** The files a mail server is reached with. The error names the setting and says what is wrong with its file. */
export function readMailSecrets(config: MailConfig | undefined): Result<MailSecrets, string> {
  const { passwordFile, caFile } = config ?? {};
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
    });
  } catch (cause) {
    return err((cause as Error).message);
  }
}

export function createWaysOut(config: Config, secrets: MailSecrets, log: StationLog): WaysOut {
  const { receiptPrinter, mail } = config;
  return {
    printer: receiptPrinter ? createPrinter(receiptPrinter, log.child({ device: 'receiptPrinter' })) : null,
    mail: mail ? createMail(mail, config, secrets, log) : null,
  };
}

function createPrinter(config: ReceiptPrinterConfig, log: StationLog): ReceiptPrinter {
  const printer = createEscposPrinter(config, { log });
  printer.onStatus((status) => log[status.trouble ? 'warn' : 'info'](status, 'receipt printer'));
  return printer;
}

/** A station sells without a vault as well: then no address is taken. */
function createMail(mail: MailConfig, config: Config, secrets: MailSecrets, log: StationLog): WaysOut['mail'] {
  const vault = openVault(join(config.dataDir, 'contacts.key'));
  if (!vault.ok) {
    log.error({ why: vault.error }, 'no key to seal addresses with: no receipt is mailed');
    return null;
  }
  const deps = { log: log.child({ device: 'mail' }), senderName: config.station.operator.name, ...secrets };
  return { mailer: createSmtpMailer(mail, deps), vault: vault.value, config: mail };
}

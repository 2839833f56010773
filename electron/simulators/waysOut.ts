import { err, ok, type Result } from '../../machines/result.ts';
import { type DeskSimulator, startDeskSimulator } from './helpDesk/deskSimulator.ts';
import { type MailSimulator, startMailSimulator } from './mail/mailSimulator.ts';
import { type PrinterSimulator, startPrinterSimulator } from './printer/printerSimulator.ts';

/** The devices by which receipts and cries for help leave a simulated station; null where its config names none. */
export type SimulatedWaysOut = {
  readonly printer: PrinterSimulator | null;
  readonly mail: MailSimulator | null;
  readonly desk: DeskSimulator | null;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

type Address = { readonly host: string; readonly port: number };

/** The error names a setting by which an address that cannot be listened on is changed. */
export async function startSimulatedWaysOut(wished: {
  readonly receiptPrinter?: Address | undefined;
  readonly mail?: Address | undefined;
  readonly desk?: Address | null;
}): Promise<Result<SimulatedWaysOut, { readonly setting: string; readonly detail: string }>> {
  const printer = wished.receiptPrinter ? await startPrinterSimulator(wished.receiptPrinter) : ok(null);
  const mail = wished.mail ? await startMailSimulator(wished.mail) : ok(null);
  const desk = wished.desk ? await startDeskSimulator(wished.desk) : ok(null);
  const started = [printer, mail, desk].flatMap((each) => (each.ok && each.value ? [each.value] : []));
  const close = async () => void (await Promise.all(started.map((device) => device.close())));
  for (const [setting, each] of [
    ['receiptPrinter.port=0', printer],
    ['mail.port=0', mail],
    ['support.desk.webhook.url=http://127.0.0.1:0/', desk],
  ] as const) {
    if (each.ok) continue;
    await close();
    return err({ setting, detail: each.error.detail });
  }
  return ok({
    printer: printer.ok ? printer.value : null,
    mail: mail.ok ? mail.value : null,
    desk: desk.ok ? desk.value : null,
    onChange(listener) {
      const ends = started.map((device) => device.onChange(listener));
      return () => {
        for (const end of ends) end();
      };
    },
    close,
  });
}

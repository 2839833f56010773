import { err, ok, type Result } from '../../machines/result.ts';
import { type MailSimulator, startMailSimulator } from './mail/mailSimulator.ts';
import { type PrinterSimulator, startPrinterSimulator } from './printer/printerSimulator.ts';

/** The devices by which receipts leave a simulated station; null where its config names none. */
export type SimulatedWaysOut = {
  readonly printer: PrinterSimulator | null;
  readonly mail: MailSimulator | null;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

type Address = { readonly host: string; readonly port: number };

/** The error names the section whose address cannot be listened on. */
export async function startSimulatedWaysOut(wished: {
  readonly receiptPrinter?: Address | undefined;
  readonly mail?: Address | undefined;
}): Promise<Result<SimulatedWaysOut, { readonly section: 'receiptPrinter' | 'mail'; readonly detail: string }>> {
  const printer = wished.receiptPrinter ? await startPrinterSimulator(wished.receiptPrinter) : ok(null);
  if (!printer.ok) return err({ section: 'receiptPrinter', detail: printer.error.detail });
  const mail = wished.mail ? await startMailSimulator(wished.mail) : ok(null);
  if (!mail.ok) {
    await printer.value?.close();
    return err({ section: 'mail', detail: mail.error.detail });
  }
  const devices = [printer.value, mail.value].filter((device) => device !== null);
  return ok({
    printer: printer.value,
    mail: mail.value,
    onChange(listener) {
      const ends = devices.map((device) => device.onChange(listener));
      return () => {
        for (const end of ends) end();
      };
    },
    async close() {
      await Promise.all(devices.map((device) => device.close()));
    },
  });
}

import type { FaultCode } from '../../../machines/faults.ts';
import type { PaperCode, PaperText, PrinterError, ReceiptPrinter } from '../../../machines/ports/receiptPrinter.ts';
import type { TestKind } from './course.ts';
import { failed, faulty, passed } from './results.ts';

/** Fields the glass is parted into, eight by five: each smaller than a driver's smallest key. */
export const TOUCH_FIELDS = 40;
const PERSON_MS = 180_000;

const faultOf: Readonly<Record<PrinterError['code'], FaultCode>> = {
  paper_out: 'printerPaperOut',
  cover_open: 'printerCoverOpen',
  link_lost: 'printerAway',
  timed_out: 'printerAway',
  refused: 'printerRefused',
};

/** Tests that end with what a person sees, hears or feels: nothing else can tell. */
export function personTests(parts: {
  readonly printer: ReceiptPrinter | null;
  readonly paper: () => Promise<{ readonly receipt: PaperText; readonly code: PaperCode }>;
}) {
  const { printer: device, paper } = parts;

  const printer: TestKind = {
    limitMs: PERSON_MS,
    hindrance: () => (device ? null : 'noDevice'),
    async run(course) {
      if (!device) return faulty('printerAway');
      const { receipt, code } = await paper();
      const printed = await device.print(receipt, code);
      if (!printed.ok) return faulty(faultOf[printed.error.code]);
      return (await course.ask('print')) === 'yes' ? passed() : failed('paperBad');
    },
  };

  const touch: TestKind = {
    limitMs: PERSON_MS,
    hindrance: () => null,
    async run(course) {
      const touched = new Set<number>();
      const fact = () => ({ fact: 'zones', touched: touched.size, of: TOUCH_FIELDS }) as const;
      while (touched.size < TOUCH_FIELDS) {
        course.show({ step: 'touch', fields: TOUCH_FIELDS, touched: [...touched] });
        const said = await course.hear();
        if (said.said !== 'touched') return failed('zonesDead', fact());
        for (const field of said.fields) if (field < TOUCH_FIELDS) touched.add(field);
      }
      return passed(fact());
    },
  };

  const display: TestKind = {
    limitMs: PERSON_MS,
    hindrance: () => null,
    async run(course) {
      if ((await course.ask('picture')) !== 'yes') return failed('pictureBad');
      return (await course.ask('brightness')) === 'yes' ? passed() : failed('brightnessBad');
    },
  };

  const sound: TestKind = {
    limitMs: PERSON_MS,
    hindrance: () => null,
    async run(course) {
      if ((await course.ask('sound')) !== 'yes') return failed('soundBad');
      const spoken = await course.ask('speech');
      return spoken === 'yes' ? passed() : failed(spoken === 'none' ? 'noVoice' : 'speechBad');
    },
  };

  return { printer, touch, display, sound };
}

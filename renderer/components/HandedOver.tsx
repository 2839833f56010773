import type { ShownReceipt } from '../../machines/findView.ts';
import type { StationView } from '../../machines/view.ts';
import { HoldLine } from './HoldLine.tsx';
import { ReceiptPaper } from './ReceiptPaper.tsx';
import { ReceiptQr } from './ReceiptQr.tsx';

/** A receipt as the driver gets it, whichever way it came on the screen: to read, to take along, and where the money is. */
export function HandedOver({ shown, station }: { readonly shown: ShownReceipt; readonly station: StationView }) {
  const { receipt, buyer, link, hold } = shown;
  return (
    <>
      <div className="handed-over">
        <ReceiptPaper receipt={receipt} buyer={buyer} stationKey={station.receiptKey} />
        {link && <ReceiptQr link={link} />}
      </div>
      <HoldLine hold={hold} station={station} />
    </>
  );
}

import { sentences } from '../../locales/sentences.ts';
import type { ShownReceipt } from '../../machines/findView.ts';
import type { HoldView } from '../../machines/receiptView.ts';
import type { StationView } from '../../machines/view.ts';
import { useDeliveryWords } from '../deliveryWords.ts';
import { useHoldSentence } from './HoldLine.tsx';
import { ReceiptPaper } from './ReceiptPaper.tsx';
import { ReceiptQr } from './ReceiptQr.tsx';

/** A receipt as the driver gets it, whichever way it came on the screen: to read, to take along, and where the money is. */
export function HandedOver({ shown, station }: { readonly shown: ShownReceipt; readonly station: StationView }) {
  const { receipt, buyer, link, hold, deliveries } = shown;
  const delivered = useDeliveryWords(deliveries);
  const money = useHoldSentence(station)(hold);
  // The paper says the same of money that is where it belongs.
  const words = delivered === null || isTroubled(hold) ? sentences(delivered, money) : delivered;
  return (
    <>
      <div className="handed-over">
        <ReceiptPaper receipt={receipt} buyer={buyer} stationKey={station.receiptKey} />
        {link && <ReceiptQr link={link} />}
      </div>
      <p className="hold-line" data-state={hold?.state} role="status">
        {words}
      </p>
    </>
  );
}

const isTroubled = (hold: HoldView | null): boolean => hold?.state === 'delayed' || hold?.state === 'staff';

import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ShownReceipt } from '../../machines/findView.ts';
import type { KioskView } from '../../machines/view.ts';
import { Check } from '../drawings/marks.tsx';
import { BuyerSheet } from './BuyerSheet.tsx';
import { MailSheet } from './MailSheet.tsx';
import { TouchButton } from './TouchButton.tsx';

/** What can be done with the receipt on the screen: on paper, by mail, for the company. */
export function WaysOut(props: { view: KioskView; shown: ShownReceipt; until: number | null }) {
  const { view, shown, until } = props;
  const { t } = useTranslation('deliver');
  const [open, setOpen] = useState<'mail' | 'buyer' | null>(null);
  const { buyer, deliveries } = shown;
  const { sessionId } = shown.receipt;
  const { offers, print, mail } = deliveries;
  const close = () => setOpen(null);
  return (
    <>
      {offers.print && (
        <TouchButton intent={{ type: 'PRINT_RECEIPT', sessionId }} disabled={print === 'printing'}>
          {print === 'printed' && <Check />}
          {t('print')}
        </TouchButton>
      )}
      {offers.mail && (
        <Button className="touch quiet by-mail" aria-haspopup="dialog" onPress={() => setOpen('mail')}>
          {mail === 'sent' && <Check />}
          {t('mail')}
        </Button>
      )}
      <Button className="touch quiet vat-invoice" aria-haspopup="dialog" onPress={() => setOpen('buyer')}>
        {buyer && <Check />}
        {t('invoice')}
      </Button>
      {open === 'mail' && <MailSheet {...{ view, sessionId, until }} onClose={close} />}
      {open === 'buyer' && <BuyerSheet {...{ view, sessionId, buyer, until }} onClose={close} />}
    </>
  );
}

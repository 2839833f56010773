import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ShownReceipt } from '../../machines/findView.ts';
import type { KioskView } from '../../machines/view.ts';
import { Check } from '../drawings/marks.tsx';
import { BuyerSheet } from './BuyerSheet.tsx';

/** The button to a VAT invoice; once a company is told it says so, and what was typed may be mended. */
export function VatInvoice(props: { view: KioskView; shown: ShownReceipt; until: number | null }) {
  const { view, shown, until } = props;
  const { t } = useTranslation('buyer');
  const [open, setOpen] = useState(false);
  const { buyer, receipt } = shown;
  return (
    <>
      <Button className="touch quiet vat-invoice" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {buyer && <Check />}
        {t('open')}
      </Button>
      {open && (
        <BuyerSheet
          view={view}
          sessionId={receipt.sessionId}
          buyer={buyer}
          until={until}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

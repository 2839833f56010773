import { useTranslation } from 'react-i18next';
import { Code } from './Code.tsx';

/** The whole receipt as a code, for the driver's phone to take along. */
export function ReceiptQr({ link }: { readonly link: string }) {
  const { t } = useTranslation('receipt');
  return (
    <figure className="receipt-code">
      <Code link={link} label={t('code')} />
      <figcaption>{t('scan')}</figcaption>
    </figure>
  );
}

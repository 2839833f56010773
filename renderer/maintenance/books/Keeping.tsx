import { useTranslation } from 'react-i18next';
import { sentences } from '../../../locales/sentences.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';
import { dayAfter, spanText } from '../reports/periods.ts';

/** What the law of the place asks to be kept, and what it no longer does. */
export function Keeping() {
  const { t } = useTranslation('books');
  const { format } = useMaintenance();
  const { value } = useLook('reports.keeping', undefined);
  if (!value) return null;
  const { years, before, older } = value;
  const day = spanText({ from: before, to: dayAfter(before, 1) }, format);
  return (
    <Panel title={t('keeping')}>
      <p>
        {sentences(
          t('keepingYears', { years: format.decimal(String(years)) }),
          older === 0 ? t('keepingNone') : t('keepingOlder', { count: older, day }),
        )}
      </p>
      <p className="soft">{t('keepingHow')}</p>
    </Panel>
  );
}

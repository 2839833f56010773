import { useTranslation } from 'react-i18next';

/** The amount set aside as a strip: what will be paid, and what becomes free again. */
export function HoldPicture() {
  const { t } = useTranslation('price');
  return (
    <div className="hold-picture">
      <span className="hold-used">{t('strip.used')}</span>
      <span className="hold-free">{t('strip.free')}</span>
    </div>
  );
}

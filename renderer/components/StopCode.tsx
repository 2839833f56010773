import { useTranslation } from 'react-i18next';

/** The code that ends this charge and no other: large, once, while its driver still stands here. */
export function StopCode({ code }: { code: string }) {
  const { t } = useTranslation('plug');
  return (
    <section className="stop-code">
      <p className="stop-code-digits">
        <span className="caption">{t('stopCode')}</span> <strong>{code}</strong>
      </p>
      <p>{t('stopCodeWhy')}</p>
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import { Code } from '../components/Code.tsx';

/** Opens a chat on the driver's phone that knows which station, charge and code it is about. */
export function ChatQr({ address }: { readonly address: string }) {
  const { t } = useTranslation('help');
  return (
    <figure className="chat-code">
      <Code link={address} label={t('chat')} />
      <figcaption aria-hidden="true">{t('chat')}</figcaption>
    </figure>
  );
}

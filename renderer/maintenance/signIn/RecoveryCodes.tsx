import { useTranslation } from 'react-i18next';
import { Key } from '../parts/Key.tsx';

/** What stands in for the app when the phone is lost: shown this once. */
export function RecoveryCodes(props: { codes: readonly string[]; number: string; onDone: () => void }) {
  const { codes, number, onDone } = props;
  const { t } = useTranslation('signIn');
  return (
    <main className="recovery">
      <h1>{t('recovery.title')}</h1>
      <p>{t('recovery.hint')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code.replace(/(\d{5})(?=\d)/, '$1 ')}</li>
        ))}
      </ul>
      <footer>
        <p className="soft">{t('recovery.number', { number })}</p>
        <Key tone="primary" onPress={onDone}>
          {t('recovery.done')}
        </Key>
      </footer>
    </main>
  );
}

import type { i18n } from 'i18next';
import { useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { formatOf } from '../../locales/format.ts';
import { isLanguage, type Language } from '../../locales/languages.ts';
import { useStore } from '../store.ts';
import type { Desk } from './desk.ts';
import { MaintenanceContext, type MaintenancePage, PersonContext } from './page.ts';
import type { PageName } from './pages.ts';
import { Shell } from './Shell.tsx';
import { RecoveryCodes } from './signIn/RecoveryCodes.tsx';
import { SignIn } from './signIn/SignIn.tsx';
import { firstLanguage, keepLanguage, useWords } from './words.ts';

/** The maintenance page: the door, and behind it what the role of whoever came in may see. */
export function App(props: { desk: Desk; words: i18n; first?: PageName | undefined }) {
  const { desk, words, first } = props;
  const door = useStore(desk.door);
  const link = useStore(desk.link);
  const signedIn = useStore(desk.signedIn);
  const [chosen, setChosen] = useState<Language | null>(null);
  const [codesSeen, setCodesSeen] = useState<string | null>(null);
  const language = useWords(words, chosen ?? firstLanguage(door?.languages ?? []));
  const timeZone = door?.station.timeZone ?? 'UTC';
  const page = useMemo<MaintenancePage | null>(
    () =>
      language && {
        desk,
        format: formatOf(language, timeZone),
        language,
        setLanguage(wished) {
          if (!isLanguage(wished)) return;
          keepLanguage(wished);
          setChosen(wished);
        },
      },
    [desk, language, timeZone],
  );
  if (!page) return <div aria-busy="true" />;
  return (
    <I18nextProvider i18n={words}>
      <MaintenanceContext value={page}>
        {!door ? (
          <Waiting />
        ) : !signedIn ? (
          <SignIn door={door} />
        ) : signedIn.recoveryCodes && codesSeen !== signedIn.token ? (
          <RecoveryCodes
            codes={signedIn.recoveryCodes}
            number={signedIn.person.number}
            onDone={() => setCodesSeen(signedIn.token)}
          />
        ) : (
          <PersonContext value={signedIn.person}>
            <Shell person={signedIn.person} door={door} first={first} recoveryCodesLeft={signedIn.recoveryCodesLeft} />
          </PersonContext>
        )}
        {door && link === 'away' && <AwayLine />}
      </MaintenanceContext>
    </I18nextProvider>
  );
}

/** Nothing heard of the station yet: it starts, or the address lacks its token. */
function Waiting() {
  const { t } = useTranslation('shell');
  return (
    <main className="waiting" aria-busy="true">
      <h1>{t('title')}</h1>
      <p>{t('away')}</p>
      <p className="soft">{t('noAddress')}</p>
    </main>
  );
}

function AwayLine() {
  const { t } = useTranslation('shell');
  return (
    <p className="away" role="alert">
      {t('away')}
    </p>
  );
}

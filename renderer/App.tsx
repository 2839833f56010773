import type { i18n } from 'i18next';
import { memo, useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { formatOf } from '../locales/format.ts';
import { useLanguage } from './i18n.ts';
import { Kiosk } from './Kiosk.tsx';
import { type Page, PageContext } from './page.ts';
import { VoiceContext } from './speech/useVoice.ts';
import { noVoice, type Voice } from './speech/voice.ts';
import type { Note, NoteCode, Station } from './station.ts';
import { useStore } from './store.ts';

/** The page on a station: nothing until the first view and its words are there, then the newest view, always. */
export function App(props: { station: Station; words: i18n; voice?: Voice }) {
  const { station, words, voice = noVoice } = props;
  const view = useStore(station.view);
  const link = useStore(station.link);
  const note = useStore(station.note);
  const language = useLanguage(words, view?.language);
  const timeZone = view?.station.timeZone;
  const page = useMemo<Page | null>(
    () =>
      language && timeZone
        ? { format: formatOf(language, timeZone), send: station.send, estimate: station.estimate, nowMs: station.nowMs }
        : null,
    [language, timeZone, station],
  );
  if (!view || !page) return <div className="starting" aria-busy="true" />;
  return (
    <I18nextProvider i18n={words}>
      <PageContext value={page}>
        <VoiceContext value={voice}>
          <Kiosk key={view.visit} view={view} />
        </VoiceContext>
        <NoteLine note={note} />
        {link === 'away' && <Veil />}
      </PageContext>
    </I18nextProvider>
  );
}

/**
 * Plain words for the contract's codes; their underscores would read as plural forms. The door itself may refuse with
 * codes that no handler knows: they read as "that did not work".
 */
const noteWords = {
  unfit: 'unfit',
  too_many: 'tooMany',
  malformed: 'malformed',
  unknown_connector: 'unknownConnector',
  away: 'away',
} as const satisfies Record<NoteCode, string>;

const NoteLine = memo(function NoteLine({ note }: { note: Note | null }) {
  const { t } = useTranslation();
  return (
    <p className="note" role="status" data-shown={note !== null}>
      {note && t(`note.${noteWords[note.code] ?? noteWords.malformed}`)}
    </p>
  );
});

/** The station is out of reach for the moment: what is shown is the last that was known. */
function Veil() {
  const { t } = useTranslation();
  return (
    <div className="veil" role="alert">
      <p>{t('reconnecting')}</p>
    </div>
  );
}

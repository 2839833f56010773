import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question, Said } from '../../../../electron/maintenance/tests/course.ts';
import { MOST_VOLUME } from '../../../../machines/accessView.ts';
import { chime } from '../../../news/chime.ts';
import { createWebVoice } from '../../../speech/voice.ts';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Pictures } from './Pictures.tsx';

const LOUD = 0.8;

/** The keys to a question; what is to be judged is shown or played as often as one likes, and once before it is judged. */
export function Asking({ question, say }: { question: Question; say: (said: Said) => void }) {
  const { t } = useTranslation('tests');
  const [isTried, setTried] = useState(question === 'print' || question === 'cables');
  return (
    <div className="card-keys">
      <Trying question={question} onTried={() => setTried(true)} onNone={() => say({ said: 'none' })} />
      <Key tone={isTried ? 'primary' : 'quiet'} disabled={!isTried} onPress={() => say({ said: 'yes' })}>
        {t('yes')}
      </Key>
      <Key disabled={!isTried} onPress={() => say({ said: 'no' })}>
        {t('no')}
      </Key>
    </div>
  );
}

function Trying({ question, onTried, onNone }: { question: Question; onTried: () => void; onNone: () => void }) {
  const { t } = useTranslation('tests');
  const [isShowing, setShowing] = useState(false);
  switch (question) {
    case 'picture':
    case 'brightness':
      return (
        <>
          <Key tone="primary" onPress={() => setShowing(true)}>
            {t(question === 'picture' ? 'show' : 'showGrey')}
          </Key>
          {isShowing && (
            <Pictures
              of={question}
              onEnd={() => {
                setShowing(false);
                onTried();
              }}
            />
          )}
        </>
      );
    case 'sound':
      return (
        <Key
          tone="primary"
          onPress={() => {
            chime('rising', LOUD);
            onTried();
          }}
        >
          {t('play')}
        </Key>
      );
    case 'speech':
      return <Speaking onTried={onTried} onNone={onNone} />;
    default:
      return null;
  }
}

/** The voice drivers hear, or word that there is none in this language. */
function Speaking({ onTried, onNone }: { onTried: () => void; onNone: () => void }) {
  const { t } = useTranslation('tests');
  const { language } = useMaintenance();
  const [voice] = useState(() => createWebVoice());
  const [speaks, setSpeaks] = useState(() => voice.speaks(language));
  useEffect(() => {
    const look = () => setSpeaks(voice.speaks(language));
    look();
    const unsubscribe = voice.subscribe(look);
    return () => {
      unsubscribe();
      voice.stop();
    };
  }, [voice, language]);
  if (!speaks) return <Key onPress={onNone}>{t('noVoice')}</Key>;
  return (
    <Key
      tone="primary"
      onPress={() => {
        voice.say(t('sentence'), { language, first: true, volume: MOST_VOLUME, speed: 'usual' });
        onTried();
      }}
    >
      {t('speak')}
    </Key>
  );
}

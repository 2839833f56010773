import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettlingMeans, SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { Keyboard } from '../../../components/Keyboard.tsx';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Page } from '../../parts/Page.tsx';
import { AsOnDriversPage } from '../../parts/Typing.tsx';
import { useDoing } from '../../parts/useDoing.tsx';
import { Evidence } from './Evidence.tsx';

export type Decision = Exclude<SettlingMeans, 'retry'>;

const LEAST_NOTE = 3;

/** How a hold ends, decided by a person: the amount where there is one, and why. */
export function DecideForm({ of, what, onEnd }: { of: SettlingRow; what: Decision; onEnd: () => void }) {
  const { t } = useTranslation(['actions', 'shell']);
  const { desk, format, language } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  const amountField = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState<'amount' | 'note'>(what === 'release' ? 'note' : 'amount');
  const [digits, setDigits] = useState('');
  const [note, setNote] = useState('');
  const [isDone, setDone] = useState(false);
  const amountMinor = Number(digits || '0');
  const { sessionId, seen, held } = of;
  const isSound =
    note.trim().length >= LEAST_NOTE && amountMinor <= held.minor && (what !== 'settle' || amountMinor > 0);

  async function decide(): Promise<void> {
    const wish = { sessionId, seen, note: note.trim() };
    const done = await run(
      () =>
        what === 'release'
          ? desk.ask('settling.release', wish)
          : what === 'settle'
            ? desk.ask('settling.settle', { ...wish, amountMinor })
            : desk.ask('settling.outside', { ...wish, amountMinor }),
      () => t(`actions:decided.${what}`),
    );
    setDone(done);
  }
  const end = <Key onPress={onEnd}>{isDone ? t('shell:close') : t('shell:cancel')}</Key>;
  return (
    <Page title={t(`actions:means.${what}`)} hint={t(`actions:about.${what}`)} actions={end}>
      <Evidence of={of} />
      {!isDone && (
        <div className="form-row">
          {what !== 'release' && (
            <label className="field">
              <span>{t('actions:amount', { amount: format.money({ ...held, minor: amountMinor }) })}</span>
              <input
                ref={amountField}
                value={digits}
                inputMode="numeric"
                maxLength={9}
                autoComplete="off"
                onFocus={() => setTyping('amount')}
                onChange={(event) => setDigits(event.target.value.replace(/\D/g, ''))}
              />
            </label>
          )}
          <label className="field">
            <span>{t('actions:why')}</span>
            <input
              ref={noteField}
              value={note}
              maxLength={160}
              autoComplete="off"
              onFocus={() => setTyping('note')}
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          <Key tone="primary" disabled={!isSound} waiting={doing} onPress={() => void decide()}>
            {t('actions:decide')}
          </Key>
        </div>
      )}
      {outcome}
      {!isDone && (
        <AsOnDriversPage>
          <Keyboard
            key={typing}
            into={typing === 'amount' ? amountField : noteField}
            kind={typing === 'amount' ? 'digits' : 'text'}
            language={language}
          />
        </AsOnDriversPage>
      )}
    </Page>
  );
}

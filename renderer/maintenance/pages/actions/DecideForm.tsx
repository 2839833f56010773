import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettlingMeans, SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { Keyboard } from '../../../components/Keyboard.tsx';
import { useMaintenance } from '../../page.ts';
import { AmountField, keysForAmount } from '../../parts/AmountField.tsx';
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
  const [amountMinor, setAmountMinor] = useState<number | undefined>(what === 'release' ? 0 : undefined);
  const [note, setNote] = useState('');
  const [isDone, setDone] = useState(false);
  const { sessionId, seen, held } = of;

  async function decide(amountMinor: number): Promise<void> {
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
      {!isDone && what === 'outside' && of.unansweredCapture && (
        <div className="strip" data-tone="attention">
          {t('actions:mayBeBooked', { amount: format.money(of.unansweredCapture) })}
        </div>
      )}
      {!isDone && (
        <div className="form-row">
          {what !== 'release' && (
            <AmountField
              into={amountField}
              now={null}
              least={{ ...held, minor: what === 'settle' ? 1 : 0 }}
              most={held}
              set={setAmountMinor}
              onFocus={() => setTyping('amount')}
            />
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
          <Key
            tone="primary"
            disabled={amountMinor === undefined || note.trim().length < LEAST_NOTE}
            waiting={doing}
            onPress={() => amountMinor !== undefined && void decide(amountMinor)}
          >
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
            kind={typing === 'amount' ? keysForAmount(held.currency) : 'text'}
            language={language}
          />
        </AsOnDriversPage>
      )}
    </Page>
  );
}

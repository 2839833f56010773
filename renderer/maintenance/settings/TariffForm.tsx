import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingView } from '../../../electron/maintenance/settingViews.ts';
import type { TariffTried } from '../../../electron/maintenance/tariffs.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Looking, Page, Panel } from '../parts/Page.tsx';
import { useDoing } from '../parts/useDoing.tsx';
import { TariffPrices } from './TariffPrices.tsx';
import { TariffSticks } from './TariffSticks.tsx';
import { TariffVerdict } from './TariffVerdict.tsx';
import { useSettingTrouble } from './useChange.tsx';

const ASK_AGAIN_MS = 1_000;
type Tried = TariffTried & { readonly isNews: boolean };

/** Another tariff: prices typed, the whole pasted, or a file from a stick; then looked at beside the present one; then set. */
export function TariffForm(props: { view: SettingView<'tariff'>; onEnd: () => void }) {
  const { onEnd } = props;
  // What another person sets meanwhile must not be overwritten unseen.
  const [view] = useState(props.view);
  const { t } = useTranslation(['settings', 'shell']);
  const { desk } = useMaintenance();
  const currency = view.next?.price.currency ?? 'EUR';
  const { run, doing, outcome } = useDoing(useSettingTrouble(currency));
  const present = useLook('tariff.look', undefined);
  const [text, setText] = useState<string | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [step, setStep] = useState<'write' | 'confirm' | 'done'>('write');
  const [open, setOpen] = useState<string | null>(null);
  const began = present.value?.json;
  useEffect(() => {
    if (began !== undefined) setText((before) => before ?? began);
  }, [began]);

  function write(next: string): void {
    setText(next);
    setTried(null);
    setStep('write');
  }
  /** A tariff of many conditions takes longer to look at than a page waits. */
  async function patiently<A extends { ok: boolean }>(ask: () => Promise<A>): Promise<A> {
    for (;;) {
      const answer = await ask();
      const isWorking = 'error' in answer && (answer.error as { code: string }).code === 'working';
      if (!isWorking) return answer;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
  const look = (json: string) =>
    run(
      async () => {
        const answer = await patiently(() => desk.ask('tariff.try', { json }));
        if (answer.ok) setTried(answer.value);
        if (answer.ok) setOpen(null);
        return answer;
      },
      () => '',
    );
  async function setIt(json: string): Promise<void> {
    const seen = view.word?.seq ?? null;
    const isDone = await run(
      () => patiently(() => desk.ask('setting.change', { path: 'tariff', json, seen })),
      () => t('settings:savedForStart'),
    );
    setStep(isDone ? 'done' : 'write');
  }
  const isSettable = tried?.isNews && tried.remarks.every(({ severity }) => severity !== 'error');
  const end = <Key onPress={onEnd}>{step === 'done' ? t('shell:close') : t('shell:cancel')}</Key>;
  return (
    <Page title={t('settings:name.tariff')} hint={t('settings:tariff.hint')} actions={end}>
      {text === null ? (
        <Looking trouble={present.trouble} again={present.again} />
      ) : (
        step !== 'done' && (
          <>
            <TariffPrices text={text} currency={currency} open={open} setOpen={setOpen} write={write} />
            <Panel title={t('settings:tariff.whole')}>
              <TariffSticks onRead={write} />
              <details className="setting-whole">
                <summary>{t('settings:tariff.asJson')}</summary>
                <textarea
                  className="json"
                  aria-label={t('settings:tariff.asJson')}
                  lang="en"
                  dir="ltr"
                  spellCheck={false}
                  maxLength={present.value?.atMost}
                  value={text}
                  onChange={(event) => write(event.target.value)}
                />
              </details>
            </Panel>
            <Key tone={tried ? 'quiet' : 'primary'} waiting={doing} onPress={() => void look(text)}>
              {t('settings:tariff.check')}
            </Key>
          </>
        )
      )}
      {tried && step !== 'done' && <TariffVerdict tried={tried} />}
      {outcome}
      {isSettable && step === 'write' && (
        <Key tone="primary" onPress={() => setStep('confirm')}>
          {t('settings:tariff.use')}
        </Key>
      )}
      {isSettable && step === 'confirm' && (
        <div className="card" role="alert">
          <p className="card-words">{t('settings:tariff.confirm')}</p>
          <div className="card-keys">
            <Key onPress={() => setStep('write')}>{t('shell:cancel')}</Key>
            <Key tone="stop" waiting={doing} onPress={() => void setIt(tried.json)}>
              {t('settings:tariff.yes')}
            </Key>
          </div>
        </div>
      )}
    </Page>
  );
}

import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Said, Step } from '../../../../electron/maintenance/tests/course.ts';
import type { Running } from '../../../../electron/maintenance/tests/running.ts';
import { useMaintenance, useSecond } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Asking } from './Asking.tsx';
import { TouchField } from './TouchField.tsx';

/** What the running test shows now, how long it waits, and the key that ends it. */
export function RunningTest({ running, again }: { running: Running; again: () => void }) {
  const { t } = useTranslation('tests');
  const { desk, format } = useMaintenance();
  const nowMs = useSecond();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Some browsers answer a promise, which an effect must not.
    void place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const say = useCallback((said: Said) => void desk.ask('test.say', said).then(again), [desk, again]);
  const cancel = () => void desk.ask('test.cancel', undefined).then(again);
  const { step, endsByMs } = running;
  return (
    <div className="running-test" ref={place}>
      <div role="status">
        <Wanted step={step} />
      </div>
      {step.step === 'ask' && <Asking key={step.question} question={step.question} say={say} />}
      {step.step === 'touch' && <TouchField step={step} say={say} cancel={cancel} />}
      <div className="card-keys">
        <Key onPress={cancel}>{t('cancel')}</Key>
        <p className="soft figures left">{t('left', { left: format.countdown(Math.max(0, endsByMs - nowMs)) })}</p>
      </div>
    </div>
  );
}

const promptWords = {
  waitingForTurn: 'cardWait',
  cardDetected: 'cardSeen',
  enterPin: 'cardPin',
  removeCard: 'cardRemove',
  chooseOnTerminal: 'cardChoose',
  tryAgain: 'cardAgain',
  insertCard: 'cardInsert',
  wait: 'cardBusy',
  approved: 'cardBusy',
  declined: 'cardBusy',
} as const;

function Wanted({ step }: { step: Step }) {
  const { t } = useTranslation('tests');
  const { language } = useMaintenance();
  const list = (cables: readonly string[]) => new Intl.ListFormat(language).format(cables);
  switch (step.step) {
    case 'card':
      return (
        <p className="wanted">
          {step.prompt === 'presentCard' ? t(`step.card.${step.wants}`) : t(`step.${promptWords[step.prompt]}`)}
        </p>
      );
    case 'releaseStop':
      return <p className="wanted">{t('step.releaseStop', { cables: list(step.cables) })}</p>;
    case 'ask':
      return <p className="wanted">{t(`ask.${step.question}`, { cables: list(step.cables) })}</p>;
    case 'touch':
      return <p className="wanted">{t('step.touch', { touched: step.touched.length, fields: step.fields })}</p>;
    default:
      return <p className="wanted">{t(`step.${step.step}`)}</p>;
  }
}

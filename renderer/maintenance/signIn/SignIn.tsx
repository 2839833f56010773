import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorView, SignInNext, SignInStep } from '../../../electron/ipc/maintenance.ts';
import type { Person } from '../../../electron/maintenance/roles.ts';
import type { StepTrouble } from '../desk.ts';
import { LanguageChoice } from '../LanguageChoice.tsx';
import { useMaintenance, useSecond } from '../page.ts';
import { CauseAndRemedy } from '../parts/CauseAndRemedy.tsx';
import { Key } from '../parts/Key.tsx';
import { AppCode } from './AppCode.tsx';
import { NumberPad } from './NumberPad.tsx';

const LOOK_EVERY_MS = 2_000;

/** Where somebody is on the way in. */
type Stage =
  | { readonly at: 'number' }
  | { readonly at: 'pin'; readonly number: string }
  | { readonly at: 'code'; readonly ticket: string }
  | { readonly at: 'choosePin'; readonly enrol: Enrolment }
  | { readonly at: 'repeatPin'; readonly enrol: Enrolment; readonly pin: string }
  | { readonly at: 'app'; readonly enrol: Enrolment; readonly pin: string };
export type Enrolment = Extract<SignInNext, { next: 'enrol' }> & { readonly person: Person };
type Trouble = StepTrouble | 'tooMany' | 'differs';

const sentences = {
  wrong: 'wrong',
  locked: 'locked',
  weakPin: 'weakPin',
  differs: 'differs',
  stale: 'stale',
  tooMany: 'tooMany',
  malformed: 'malformed',
  closed: 'closed',
  away: 'away',
} as const;

/** Staff number, PIN, code of the app: one question a screen, on one pad. */
export function SignIn({ door }: { door: DoorView }) {
  const { t } = useTranslation(['signIn', 'fault']);
  const { desk, format } = useMaintenance();
  const [stage, setStage] = useState<Stage>({ at: 'number' });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [lockedUntilMs, setLockedUntilMs] = useState<number | null>(null);
  const [waiting, setWaiting] = useState(false);
  const nowMs = useSecond();

  useEffect(() => {
    const timer = setInterval(() => void desk.lookAtDoor(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [desk]);
  // A key at the reader says who it is.
  useEffect(() => {
    if (door.keyOf) setStage({ at: 'pin', number: door.keyOf });
  }, [door.keyOf]);

  const go = (next: Stage, why: Trouble | null = null) => {
    setStage(next);
    setTrouble(why);
  };
  async function send(step: SignInStep): Promise<void> {
    setWaiting(true);
    setTrouble(null);
    const answer = await desk.step(step);
    setWaiting(false);
    if (!answer.ok) {
      const { error } = answer;
      setLockedUntilMs('lockedUntilMs' in error ? (error.lockedUntilMs ?? null) : null);
      if (error.code === 'weakPin' && stage.at === 'app') return go({ at: 'choosePin', enrol: stage.enrol }, 'weakPin');
      if (error.code === 'stale') return go({ at: 'number' }, 'stale');
      return setTrouble(error.code);
    }
    if (answer.value.next === 'in') return desk.enter(answer.value);
    if (answer.value.next === 'code') return go({ at: 'code', ticket: answer.value.ticket });
    return go({ at: 'choosePin', enrol: answer.value });
  }

  const lockMs = Math.max(lockedUntilMs ?? 0, door.lockedUntilMs ?? 0) - nowMs;
  const isLocked = lockMs > 0;
  const shown = isLocked ? 'locked' : trouble === 'locked' ? null : trouble;
  const told = shown && (
    <p className="sign-in-trouble" role="alert">
      {t(`signIn:trouble.${sentences[shown] ?? sentences.malformed}`, { left: format.countdown(Math.max(0, lockMs)) })}
    </p>
  );
  const frame = (title: string, hint: string, pad: ReactNode) => (
    <Frame title={title} hint={hint} told={told} onBack={stage.at === 'number' ? null : () => go({ at: 'number' })}>
      {pad}
    </Frame>
  );

  if (door.closed)
    return frame(t('signIn:trouble.closed'), t(`fault:${door.closed}`), <CauseAndRemedy fault={door.closed} />);
  const common = { waiting: waiting || isLocked } as const;
  switch (stage.at) {
    case 'number': {
      const title = t('signIn:number.title');
      const onDone = (number: string) => go({ at: 'pin', number });
      const pad = { label: title, done: t('signIn:next'), fits: (it: string) => it.length === 4, longest: 4, onDone };
      return frame(title, t('signIn:number.hint'), <NumberPad key="number" {...common} {...pad} />);
    }
    case 'pin': {
      const title = t('signIn:pin.title');
      const onDone = (pin: string) => void send({ step: 'pin', number: stage.number, pin });
      const pad = { label: title, done: t('signIn:next'), fits: isPin, longest: 12, secret: true, onDone };
      return frame(title, t('signIn:pin.hint'), <NumberPad key="pin" {...common} {...pad} />);
    }
    case 'code': {
      const title = t('signIn:code.title');
      const onDone = (code: string) => void send({ step: 'code', ticket: stage.ticket, code });
      const fits = (it: string) => it.length === 6 || it.length === 10;
      const pad = { label: title, done: t('signIn:enter'), fits, longest: 10, onDone };
      return frame(title, t('signIn:code.hint'), <NumberPad key="code" {...common} {...pad} />);
    }
    case 'choosePin': {
      const title = t('signIn:choosePin.title', { name: stage.enrol.person.name });
      const onDone = (pin: string) => go({ at: 'repeatPin', enrol: stage.enrol, pin });
      const pad = { label: title, done: t('signIn:next'), fits: isPin, longest: 12, secret: true, onDone };
      return frame(title, t('signIn:choosePin.hint'), <NumberPad key="choosePin" {...common} {...pad} />);
    }
    case 'repeatPin': {
      const title = t('signIn:repeatPin.title');
      const { enrol, pin: first } = stage;
      const onDone = (pin: string) =>
        pin === first ? go({ at: 'app', enrol, pin }) : go({ at: 'choosePin', enrol }, 'differs');
      const pad = { label: title, done: t('signIn:next'), fits: isPin, longest: 12, secret: true, onDone };
      return frame(title, t('signIn:repeatPin.hint'), <NumberPad key="repeatPin" {...common} {...pad} />);
    }
    case 'app': {
      const { enrol, pin } = stage;
      const onDone = (code: string) => void send({ step: 'enrol', ticket: enrol.ticket, pin, code });
      return (
        <Frame
          title={t('signIn:app.title')}
          hint={t('signIn:app.hint')}
          told={told}
          onBack={() => go({ at: 'number' })}
          beside={<AppCode uri={enrol.uri} secret={enrol.secret} />}
        >
          <NumberPad
            {...common}
            label={t('signIn:app.title')}
            done={t('signIn:enter')}
            fits={(it) => it.length === 6}
            longest={6}
            onDone={onDone}
          />
        </Frame>
      );
    }
  }
}

const isPin = (digits: string): boolean => digits.length >= 6;

function Frame(props: {
  title: string;
  hint: string;
  told: ReactNode;
  onBack: (() => void) | null;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { title, hint, told, onBack, beside, children } = props;
  const { desk } = useMaintenance();
  const { t } = useTranslation(['signIn', 'shell']);
  return (
    <main className="sign-in">
      <div className="sign-in-words">
        <p className="soft">{t('shell:title')}</p>
        <h1>{title}</h1>
        <p>{hint}</p>
        {beside}
        {told}
      </div>
      <div className="sign-in-pad">{children}</div>
      <footer className="sign-in-foot">
        {onBack ? (
          <Key onPress={onBack}>{t('signIn:beginAgain')}</Key>
        ) : (
          <Key onPress={desk.leave}>{t('signIn:leave')}</Key>
        )}
        <LanguageChoice />
      </footer>
    </main>
  );
}

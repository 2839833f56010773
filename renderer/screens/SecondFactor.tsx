import { useTranslation } from 'react-i18next';
import { Countdown } from '../components/Countdown.tsx';
import { Keypad } from '../components/Keypad.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { labelOf } from '../labelOf.ts';
import { type ScreenProps, usePage } from '../page.ts';

export function SecondFactorScreen({ screen, view }: ScreenProps<'secondFactor'>) {
  const { t } = useTranslation('secondFactor');
  const { t: common } = useTranslation();
  const { send } = usePage();
  const { connectorId, wrong, attemptsLeft } = screen;
  return (
    <Screen
      name="second-factor"
      title={t('title')}
      cable={labelOf(view, connectorId)}
      hint={t('hint')}
      actions={
        <>
          <Countdown until={screen.deadlineMs} />
          <TouchButton intent={{ type: 'CANCEL', connectorId }}>{common('cancel')}</TouchButton>
        </>
      }
    >
      <div className="beside">
        <div className="words">{wrong && <Notice tone="attention">{t('wrong', { count: attemptsLeft })}</Notice>}</div>
        <Keypad label={t('pin')} secret onDigits={(pin) => void send({ type: 'ENTER_PIN', connectorId, pin })} />
      </div>
    </Screen>
  );
}

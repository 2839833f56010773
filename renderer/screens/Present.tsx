import { useTranslation } from 'react-i18next';
import { Countdown } from '../components/Countdown.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { Reader } from '../drawings/Reader.tsx';
import { labelOf } from '../labelOf.ts';
import { type ScreenProps, usePage } from '../page.ts';

export function PresentScreen({ screen, view }: ScreenProps<'present'>) {
  const { t } = useTranslation('present');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { connectorId, prompt, step } = screen;
  const cancelling = step === 'cancelling';
  const title = cancelling
    ? t('cancelling')
    : step === 'key' && prompt === 'wait'
      ? t('keyCheck')
      : t(`prompt.${prompt}`);
  const hint = () => {
    if (cancelling) return t('hint.cancelling');
    if (prompt === 'waitingForTurn' || prompt === 'enterPin' || prompt === 'insertCard') return t(`hint.${prompt}`);
    return step === 'key' ? null : t('hold', { hold: format.money(screen.hold) });
  };
  return (
    <Screen
      name="present"
      title={title}
      cable={labelOf(view, connectorId)}
      hint={hint()}
      live
      actions={
        <>
          {screen.deadlineMs !== null && <Countdown until={screen.deadlineMs} />}
          <TouchButton intent={{ type: 'CANCEL', connectorId }} disabled={cancelling}>
            {common('cancel')}
          </TouchButton>
        </>
      }
    >
      <Reader prompt={cancelling ? 'wait' : prompt} />
    </Screen>
  );
}

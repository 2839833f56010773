import { useTranslation } from 'react-i18next';
import type { ScreenView, StopDialogView } from '../../machines/view.ts';
import { Reader } from '../drawings/Reader.tsx';
import { usePage } from '../page.ts';
import { Countdown } from './Countdown.tsx';
import { Keypad } from './Keypad.tsx';
import { Notice } from './Notice.tsx';
import { Screen } from './Screen.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Who may stop? By code or by the same card, whichever is nearer; the windows beside it keep turning. */
export function StopDialog(props: { screen: Extract<ScreenView, { name: 'charging' }>; dialog: StopDialogView }) {
  const { screen, dialog } = props;
  const { t } = useTranslation('charging');
  const { t: present } = useTranslation('present');
  const { send } = usePage();
  const { connectorId } = screen;
  const { step, prompt } = dialog;
  const atReader = step === 'presentCard';
  const ownWords = prompt === null || prompt === 'presentCard' || prompt === 'wait';
  return (
    <Screen
      name="stop-dialog"
      title={t(dialog.wants === 'stop' ? 'dialog.title' : 'dialog.titleBudget')}
      cable={screen.label}
      hint={t('dialog.hint')}
      actions={
        <>
          <Countdown until={dialog.deadlineMs} />
          <TouchButton intent={{ type: 'CLOSE_STOP', connectorId }}>{t('dialog.keep')}</TouchButton>
          {!atReader && step !== 'noTerminal' && (
            <TouchButton intent={{ type: 'STOP_WITH_CARD', connectorId }}>{t('dialog.withCard')}</TouchButton>
          )}
        </>
      }
    >
      <div className="beside">
        <div className="words" aria-live="polite">
          {atReader && <Reader prompt={prompt ?? 'presentCard'} />}
          {atReader && <p>{ownWords ? t('dialog.presentCard') : present(`prompt.${prompt}`)}</p>}
          {!atReader && step !== 'ask' && <Notice tone="attention">{t(`dialog.${step}`)}</Notice>}
        </div>
        <Keypad
          label={t('dialog.code')}
          secret={false}
          disabled={step === 'codeLocked'}
          onDigits={(code) => void send({ type: 'STOP_WITH_CODE', connectorId, code })}
        />
      </div>
    </Screen>
  );
}

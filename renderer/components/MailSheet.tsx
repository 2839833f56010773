import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskView } from '../../machines/view.ts';
import { useIsSmall } from '../dress.ts';
import { usePage } from '../page.ts';
import { Keyboard } from './Keyboard.tsx';
import { Sheet } from './Sheet.tsx';
import { TypingActions } from './TypingActions.tsx';

const refusals: Readonly<Record<string, 'malformed' | 'tooMany'>> = { malformed: 'malformed', too_many: 'tooMany' };

/** Where the receipt is to be mailed. The address is the station's only as long as the mail is on its way. */
export function MailSheet(props: { view: KioskView; sessionId: string; until: number | null; onClose: () => void }) {
  const { view, sessionId, until, onClose } = props;
  const { t } = useTranslation('deliver');
  const { send } = usePage();
  const narrow = useIsSmall(view);
  const [address, setAddress] = useState('');
  const [refusal, setRefusal] = useState<'malformed' | 'tooMany' | 'unfit' | null>(null);
  const [waiting, setWaiting] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function mail(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (waiting) return;
    setWaiting(true);
    const answer = await send({ type: 'MAIL_RECEIPT', sessionId, address: address.trim() });
    setWaiting(false);
    if (answer.ok) return onClose();
    setRefusal(refusals[answer.error.code] ?? 'unfit');
    field.current?.focus();
  }
  return (
    <Sheet title={t('mailTitle')} className="typing mail" onClose={onClose}>
      <form onSubmit={mail} noValidate>
        <label className="field" data-active={true}>
          {t('address')}
          <input
            ref={field}
            dir="ltr"
            maxLength={254}
            inputMode="none"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={refusal === 'malformed'}
            aria-describedby="mail-words"
            onInput={({ currentTarget }) => {
              setAddress(currentTarget.value);
              setRefusal(null);
            }}
          />
        </label>
        <p id="mail-words" className="field-words" role="status" data-fault={refusal !== null}>
          {refusal ? t(`refused.${refusal}`) : t('kept')}
        </p>
        <Keyboard into={field} kind="email" language={view.language} narrow={narrow} />
        <TypingActions until={until} waiting={waiting} onCancel={onClose} done={t('send')} />
      </form>
    </Sheet>
  );
}

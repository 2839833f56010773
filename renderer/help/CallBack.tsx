import { type SubmitEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HelpTopic } from '../../machines/help.ts';
import type { HelpView } from '../../machines/helpView.ts';
import { callingCodes, parsePhone } from '../../machines/phone.ts';
import type { KioskView } from '../../machines/view.ts';
import { Keyboard } from '../components/Keyboard.tsx';
import { usePage } from '../page.ts';
import { Page } from './Page.tsx';
import { useAsk } from './useAsk.ts';

/** A number to be called at, typed on the glass. The station looks at it again. */
export function CallBack(props: {
  view: KioskView;
  help: HelpView;
  topic: HelpTopic | null;
  onBack: (() => void) | undefined;
  asked: () => void;
}) {
  const { view, help, topic, onBack, asked } = props;
  const { t } = useTranslation('help');
  const { format } = usePage();
  const { ask, waiting, refusal } = useAsk(asked);
  const { home = '', keptHours = 1 } = help.callBack ?? {};
  const begun = home in callingCodes ? `+${callingCodes[home]} ` : '+';
  const [phone, setPhone] = useState(begun);
  const field = useRef<HTMLInputElement>(null);
  const read = parsePhone(phone, home);
  const country = read.ok && read.value.country;
  const words = country
    ? t('country', { country: new Intl.DisplayNames(format.tag, { type: 'region' }).of(country) })
    : t('phoneHint', { hours: t('keptHours', { count: keptHours }) });

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void ask(topic, phone);
  }
  return (
    <form className="help-form" onSubmit={submit}>
      <Page
        title={t('callTitle')}
        onBack={onBack}
        actions={
          <Button className="touch primary" type="submit" isPending={waiting}>
            {t('ask')}
          </Button>
        }
      >
        <div className="beside">
          <div className="words">
            <label className="field" data-active={true}>
              {t('phone')}
              <input
                ref={field}
                dir="ltr"
                defaultValue={begun}
                maxLength={24}
                inputMode="none"
                autoComplete="off"
                aria-invalid={refusal !== null}
                aria-describedby="call-words"
                onInput={({ currentTarget }) => setPhone(currentTarget.value)}
              />
            </label>
            <p id="call-words" className="field-words" role="status" data-fault={refusal !== null}>
              {refusal ? t(`refused.${refusal}`) : words}
            </p>
          </div>
          <Keyboard into={field} kind="phone" language={view.language} />
        </div>
      </Page>
    </form>
  );
}

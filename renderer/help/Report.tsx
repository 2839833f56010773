import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { faults } from '../../machines/faults.ts';
import type { HelpTopic } from '../../machines/help.ts';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { labelOf } from '../labelOf.ts';
import { Page } from './Page.tsx';
import { Scrolled } from './Scrolled.tsx';
import type { Answer } from './useAnswers.ts';
import { useAsk } from './useAsk.ts';

/** Says what will be noted before it is: the screen as it stands, and nothing of who stands before it. */
export function Report(props: {
  view: KioskView;
  help: HelpView;
  topic: HelpTopic | null;
  /** Of the topic. */
  answer: Answer | undefined;
  onBack: (() => void) | undefined;
  asked: () => void;
}) {
  const { view, help, topic, answer, onBack, asked } = props;
  const { t } = useTranslation('help');
  const { ask, waiting, refusal } = useAsk(asked);
  const { screen } = view;
  const rows = {
    topic: topic && answer ? answer.title : null,
    cable: 'connectorId' in screen ? labelOf(view, screen.connectorId) : null,
    reference: help.reference,
    code: 'fault' in screen ? faults[screen.fault].code : null,
  };
  return (
    <Page
      title={t('reportTitle')}
      onBack={onBack}
      actions={
        <Button className="touch primary" isPending={waiting} onPress={() => void ask(topic, null)}>
          {t('send')}
        </Button>
      }
    >
      <Scrolled>
        <p>{t('reportText')}</p>
        <dl className="noted">
          {(['topic', 'cable', 'reference', 'code'] as const).map(
            (name) =>
              rows[name] && (
                <div key={name}>
                  <dt>{t(`noted.${name}`)}</dt>
                  <dd>
                    <bdi>{rows[name]}</bdi>
                  </dd>
                </div>
              ),
          )}
        </dl>
        <p className="field-words" role="status" data-fault={refusal !== null}>
          {refusal && t(`refused.${refusal}`)}
        </p>
      </Scrolled>
    </Page>
  );
}

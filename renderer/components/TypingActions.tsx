import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Countdown } from './Countdown.tsx';

/** How typing ends: handed over or left, and how long there is. */
export function TypingActions(props: { until: number | null; waiting: boolean; onCancel: () => void; done: string }) {
  const { until, waiting, onCancel, done } = props;
  const { t } = useTranslation();
  return (
    <footer className="actions">
      {until !== null && <Countdown until={until} />}
      <Button className="touch quiet" onPress={onCancel}>
        {t('cancel')}
      </Button>
      <Button className="touch primary" type="submit" isPending={waiting}>
        {done}
      </Button>
    </footer>
  );
}

import { useTranslation } from 'react-i18next';
import type { PeriodKind, ReportPeriod } from '../../../machines/reportView.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { type Choice, dayAfter, periodText } from './periods.ts';

const kinds: readonly PeriodKind[] = ['day', 'week', 'month', 'quarter', 'year', 'custom'];

/** Which time is reported on: a period of the calendar and the ones beside it, or days of one's own choice. */
export function PeriodPicker(props: {
  choice: Choice;
  /** The period that is shown; null until one is. */
  shown: ReportPeriod | null;
  today: string;
  onChoose: (choice: Choice) => void;
}) {
  const { choice, shown, today, onChoose } = props;
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const isOwn = choice.kind === 'custom';
  /** Another kind looks at the same time: at today, where that is in what was shown. */
  const day = shown?.isRunning || !shown ? today : shown.from;
  const choose = (kind: PeriodKind) =>
    onChoose(
      kind === 'custom'
        ? { kind, day: shown?.from ?? today, last: shown ? lastOf(shown, today) : today }
        : { kind, day },
    );
  return (
    <div className="period">
      <div className="choice period-kinds">
        {kinds.map((kind) => (
          <Key key={kind} current={kind === choice.kind} onPress={() => choose(kind)}>
            {t(`kind.${kind}`)}
          </Key>
        ))}
      </div>
      {isOwn ? (
        <div className="period-days">
          <label className="field">
            <span>{t('from')}</span>
            <input
              type="date"
              value={choice.day}
              max={today}
              onChange={({ target }) => target.value && onChoose({ ...choice, day: target.value })}
            />
          </label>
          <label className="field">
            <span>{t('to')}</span>
            <input
              type="date"
              value={choice.last ?? choice.day}
              max={today}
              onChange={({ target }) => target.value && onChoose({ ...choice, last: target.value })}
            />
          </label>
        </div>
      ) : (
        <div className="period-steps">
          <Key
            label={t('earlier')}
            disabled={!shown}
            onPress={() => shown && onChoose({ kind: choice.kind, day: dayAfter(shown.from, -1) })}
          >
            <span className="arrow" aria-hidden="true">
              ‹
            </span>
          </Key>
          <h2 aria-live="polite">{shown ? periodText(shown, format, t) : '…'}</h2>
          <Key
            label={t('later')}
            disabled={!shown || shown.to > today}
            onPress={() => shown && onChoose({ kind: choice.kind, day: shown.to })}
          >
            <span className="arrow" aria-hidden="true">
              ›
            </span>
          </Key>
        </div>
      )}
    </div>
  );
}

const lastOf = ({ to }: ReportPeriod, today: string): string => (to > today ? today : dayAfter(to, -1));

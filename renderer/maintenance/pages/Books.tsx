import '../reports/reports.css';
import '../books/books.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../store.ts';
import { HandOver } from '../books/HandOver.tsx';
import { Keeping } from '../books/Keeping.tsx';
import { EndsOfDay, Statement } from '../books/Statement.tsx';
import { useTrouble } from '../books/trouble.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Page } from '../parts/Page.tsx';
import { PeriodPicker } from '../reports/PeriodPicker.tsx';
import { type Choice, dayAfter, todayAt } from '../reports/periods.ts';

const ASK_AGAIN_MS = 1_000;

/** The books of a period: do they agree, and off to accounting with them. It begins with the month before. */
export default function Books() {
  const { t } = useTranslation(['books', 'shell']);
  const { desk } = useMaintenance();
  const door = useStore(desk.door);
  const today = todayAt(desk.nowMs(), door?.station.timeZone ?? 'UTC');
  const [choice, setChoice] = useState<Choice>({ kind: 'month', day: dayAfter(`${today.slice(0, 7)}-01`, -1) });
  const period = useLook('reports.uptime', choice).value?.period ?? null;
  return (
    <Page title={t('shell:pages.books')} hint={t('books:hint')}>
      <PeriodPicker choice={choice} shown={period} today={today} onChoose={setChoice} />
      <Checked key={JSON.stringify(choice)} choice={choice} />
    </Page>
  );
}

function Checked({ choice }: { choice: Choice }) {
  const { t } = useTranslation(['books', 'shell', 'reports']);
  const sentenceOf = useTrouble();
  const { value, trouble, again } = useLook('books.check', choice);
  const isWorking = trouble === 'working' || (trouble === null && value === null);
  useEffect(() => {
    if (trouble !== 'working') return;
    const timer = setInterval(again, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [trouble, again]);
  if (value)
    return (
      <>
        <Statement books={value} />
        <HandOver choice={choice} against={value.against} />
        <EndsOfDay days={value.endsOfDay} />
        <Keeping />
      </>
    );
  if (isWorking)
    return (
      <p className="looking soft" aria-busy="true">
        {t('books:checking')}
      </p>
    );
  const ofPeriod = (['notADay', 'endsBeforeItBegins', 'tooLong'] as const).find((code) => code === trouble);
  return (
    <div className="looking" role="alert">
      <p>{ofPeriod ? t(`reports:${ofPeriod}`) : sentenceOf(trouble ?? '')}</p>
      <Key onPress={again}>{t('shell:reload')}</Key>
    </div>
  );
}

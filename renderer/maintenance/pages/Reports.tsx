import '../reports/reports.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepersOfBooks } from '../../../electron/maintenance/roles.ts';
import type { UptimeReport, UsageReport } from '../../../machines/reportView.ts';
import { useStore } from '../../store.ts';
import { useLook, useMaintenance, usePerson } from '../page.ts';
import { Looking, Page } from '../parts/Page.tsx';
import { PeriodPicker } from '../reports/PeriodPicker.tsx';
import { type Choice, spanText, todayAt } from '../reports/periods.ts';
import { ChosenPeriod, SaveTable } from '../reports/SaveTable.tsx';
import { Tiles } from '../reports/Tiles.tsx';
import { TimePanel } from '../reports/TimePanel.tsx';
import { ConnectorsPanel, FailedPanel, PaymentsPanel, UptimePanel } from '../reports/tables.tsx';
import { WeekPanel } from '../reports/WeekPanel.tsx';

/** A period in pictures and the same numbers; who mends the station sees how long it was up. */
export default function Reports() {
  const { t } = useTranslation(['reports', 'shell']);
  const { desk } = useMaintenance();
  const door = useStore(desk.door);
  const { role } = usePerson();
  const seesMoney = keepersOfBooks.includes(role);
  const today = todayAt(desk.nowMs(), door?.station.timeZone ?? 'UTC');
  const [choice, setChoice] = useState<Choice>({ kind: 'month', day: today });
  const uptime = useLook('reports.uptime', choice);
  return (
    <Page title={t('shell:pages.reports')} hint={t(seesMoney ? 'reports:hint' : 'reports:hintUptime')}>
      <PeriodPicker choice={choice} shown={uptime.value?.period ?? null} today={today} onChoose={setChoice} />
      {uptime.trouble ? (
        <Trouble {...uptime} trouble={uptime.trouble} />
      ) : seesMoney ? (
        <ChosenPeriod value={choice}>
          <Usage uptime={uptime.value} choice={choice} />
        </ChosenPeriod>
      ) : uptime.value ? (
        <UptimePanel report={uptime.value} />
      ) : (
        <Looking {...uptime} />
      )}
    </Page>
  );
}

const ownTroubles = ['notADay', 'endsBeforeItBegins', 'tooLong', 'unreadable'] as const;

function Trouble({ trouble, again }: { trouble: string; again: () => void }) {
  const { t } = useTranslation('reports');
  const own = ownTroubles.find((code) => code === trouble);
  if (!own) return <Looking trouble={trouble} again={again} />;
  return (
    <p className="strip" data-tone="attention" role="alert">
      {t(own)}
    </p>
  );
}

function Usage({ uptime, choice }: { uptime: UptimeReport | null; choice: Choice }) {
  const { t } = useTranslation('reports');
  const { value: report, trouble, again } = useLook('reports.usage', choice);
  if (!report) return <Looking trouble={trouble} again={again} />;
  return (
    <>
      <Compared report={report} />
      <Tiles report={report} />
      <TimePanel report={report} />
      <WeekPanel report={report} />
      <div className="pair">
        <PaymentsPanel report={report} />
        <FailedPanel report={report} />
      </div>
      <ConnectorsPanel report={report} />
      {uptime && <UptimePanel report={uptime} aside={<SaveTable table="uptime" what={t('uptime')} />} />}
    </>
  );
}

function Compared({ report }: { report: UsageReport }) {
  const { t } = useTranslation('reports');
  const { format } = useMaintenance();
  const { period, before, otherCurrencies } = report;
  return (
    <>
      <p className="soft">{t(period.isRunning ? 'soFar' : 'compared', { before: spanText(before, format) })}</p>
      {otherCurrencies.map(({ currency, sessions, gross }) => (
        <p key={currency} className="strip" data-tone="attention">
          {t('otherCurrencies', {
            amount: format.money({ minor: gross, currency }),
            charges: format.decimal(String(sessions)),
          })}
        </p>
      ))}
    </>
  );
}

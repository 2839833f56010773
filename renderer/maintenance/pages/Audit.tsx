import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrailEntry } from '../../../electron/maintenance/auditTrail.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Looking, Page } from '../parts/Page.tsx';
import { useTrailWords } from './audit/useTrailWords.ts';

/** Who signed in and what they did, newest first. */
export default function Audit() {
  const { t } = useTranslation(['audit', 'shell']);
  const [olderThan, setOlderThan] = useState<number | null>(null);
  const { value, trouble, again } = useLook('audit.list', { olderThan });
  const newest = olderThan !== null && <Key onPress={() => setOlderThan(null)}>{t('audit:newest')}</Key>;
  return (
    <Page title={t('shell:pages.audit')} hint={t('audit:hint')} actions={newest}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : value.entries.length === 0 ? (
        <p className="looking soft">{t('audit:empty')}</p>
      ) : (
        <>
          <Trail entries={value.entries} />
          {value.olderThan !== null && <Key onPress={() => setOlderThan(value.olderThan)}>{t('audit:older')}</Key>}
        </>
      )}
    </Page>
  );
}

function Trail({ entries }: { entries: readonly TrailEntry[] }) {
  const { t } = useTranslation(['audit', 'shell']);
  const { format } = useMaintenance();
  const words = useTrailWords();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('audit:when')}</th>
          <th scope="col">{t('audit:who')}</th>
          <th scope="col">{t('audit:what')}</th>
          <th scope="col">{t('audit:result')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq} data-tone={entry.isRefused ? 'attention' : undefined}>
            <td className="figures">{format.dateTime(entry.atMs)}</td>
            <td>
              {entry.person ?? t('audit:nobody')}
              {entry.role && <span className="soft"> {t(`shell:role.${entry.role}`)}</span>}
            </td>
            <td>
              {words.action(entry.action)}
              <Detail words={words.detail(entry)} detail={entry.detail} />
            </td>
            <td>
              <Outcome {...words.outcome(entry.result)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What it was done to: in words where there are some, as it is kept in small type beside them. */
function Detail({ words, detail }: { words: string | null; detail: string | null }) {
  if (detail === null) return null;
  return (
    <>
      {words && <span className="soft"> {words}</span>}
      <bdi className={words ? 'soft small' : 'soft'}> {detail}</bdi>
    </>
  );
}

function Outcome({ word, code }: { word: string; code: string | null }) {
  return (
    <>
      {word}
      {code && <bdi className="soft small"> {code}</bdi>}
    </>
  );
}

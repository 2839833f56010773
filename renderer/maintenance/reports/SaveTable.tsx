import { createContext, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../electron/maintenance/requests.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { useRefusal } from '../parts/Page.tsx';
import { canDownload, download } from './download.ts';
import type { Choice } from './periods.ts';

/** The period of the report that is shown. */
export const ChosenPeriod = createContext<Choice | null>(null);

type Table = InputOf<'reports.csv'>['table'];

/** The numbers of a table as a file, where the page is in a browser: in Electron there is nowhere to put it. */
export function SaveTable({ table, what }: { table: Table; what: string }) {
  const choice = useContext(ChosenPeriod);
  const { t } = useTranslation('reports');
  const { desk } = useMaintenance();
  const refusal = useRefusal();
  const [waiting, setWaiting] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (!canDownload || !choice) return null;
  const save = async () => {
    setWaiting(true);
    const file = await desk.ask('reports.csv', { period: choice, table });
    setWaiting(false);
    setTrouble(file.ok ? null : file.error.code);
    if (file.ok) download(file.value.name, 'text/csv;charset=utf-8', [file.value.text]);
  };
  return (
    <>
      {trouble && <span role="alert">{refusal(trouble)}</span>}
      <Key className="save-table" label={t('downloadOf', { what })} waiting={waiting} onPress={() => void save()}>
        {t('download')}
      </Key>
    </>
  );
}

import { createContext, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../electron/maintenance/requests.ts';
import { askMachine, machine } from '../machine.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { useRefusal } from '../parts/Page.tsx';
import { download } from './download.ts';
import type { Choice } from './periods.ts';

/** The period of the report that is shown. */
export const ChosenPeriod = createContext<Choice | null>(null);

type Table = InputOf<'reports.csv'>['table'];
const own = ['noStick', 'noPlace', 'unwritable'] as const;

/** The numbers of a table as a file: a browser puts it where it puts downloads, Electron onto a stick. */
export function SaveTable({ table, what }: { table: Table; what: string }) {
  const choice = useContext(ChosenPeriod);
  const { t } = useTranslation(['reports', 'machine']);
  const { desk } = useMaintenance();
  const refusal = useRefusal();
  const [waiting, setWaiting] = useState(false);
  const [said, setSaid] = useState<{ readonly isDone: boolean; readonly text: string } | null>(null);
  if (!choice) return null;
  const period = choice;

  async function onto(): Promise<{ readonly name: string | null } | { readonly trouble: string }> {
    if (machine) {
      const saved = await askMachine(desk, (ask, token) => ask.saveTable(token, { period, table }));
      return saved.ok ? { name: saved.value?.path ?? null } : { trouble: saved.error.code };
    }
    const file = await desk.ask('reports.csv', { period, table });
    if (!file.ok) return { trouble: file.error.code };
    download(file.value.name, 'text/csv;charset=utf-8', [file.value.text]);
    return { name: null };
  }
  async function save(): Promise<void> {
    setWaiting(true);
    setSaid(null);
    const outcome = await onto();
    setWaiting(false);
    if ('trouble' in outcome) {
      const word = own.find((code) => code === outcome.trouble);
      setSaid({ isDone: false, text: word ? t(`machine:saving.${word}`) : refusal(outcome.trouble) });
    } else if (outcome.name !== null)
      setSaid({ isDone: true, text: t('machine:saving.saved', { path: outcome.name }) });
  }
  return (
    <div className="save-table-aside">
      {said && (
        <span className={said.isDone ? 'soft' : ''} role={said.isDone ? 'status' : 'alert'}>
          {said.text}
        </span>
      )}
      <Key
        className="save-table"
        label={machine ? t('machine:saving.stickOf', { what }) : t('reports:downloadOf', { what })}
        waiting={waiting}
        onPress={() => void save()}
      >
        {t('reports:download')}
      </Key>
    </div>
  );
}

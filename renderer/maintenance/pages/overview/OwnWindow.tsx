import { useTranslation } from 'react-i18next';
import type { DisplayView, MachineApi, ProcessView } from '../../../../electron/ipc/machine.ts';
import { isolated } from '../../../../locales/languages.ts';
import { askMachine, machine, useMachineLook } from '../../machine.ts';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { useDoing } from '../../parts/useDoing.tsx';
import { inItsUnit } from './Machine.tsx';

const LOOK_EVERY_MS = 5_000;
const kinds = ['station', 'page', 'graphics', 'helper'] as const satisfies readonly ProcessView['kind'][];
const displays = (ask: MachineApi, token: string) => ask.displays(token);
const power = (ask: MachineApi, token: string) => ask.power(token);
const figures = (ask: MachineApi, token: string) => ask.figures(token);

/** What is known in the station's own window alone: its screens, its power, what draws and how busy it is. */
export function OwnWindow() {
  const { t } = useTranslation('machine');
  const { format } = useMaintenance();
  const screens = useMachineLook(displays, LOOK_EVERY_MS) ?? [];
  const supply = useMachineLook(power, LOOK_EVERY_MS);
  const load = useMachineLook(figures, LOOK_EVERY_MS);
  if (!machine) return <p className="soft">{t('inBrowser')}</p>;

  const display = ({ widthPx, heightPx, hertz, rotation, touch }: DisplayView) =>
    [
      isolated(`${widthPx} × ${heightPx}`),
      ...(hertz > 0 ? [format.quantity(hertz.toFixed(0), 'Hz')] : []),
      ...(rotation === 0 ? [] : [t('turned', { degrees: rotation })]),
      t(`touch.${touch}`),
    ].join(', ');
  const rows: (readonly [key: string, term: string, value: string])[] = screens.map((one) => [
    `screen ${one.id}`,
    one.label ? t('screenNamed', { label: one.label }) : t('screen'),
    display(one),
  ]);
  if (supply) {
    rows.push(['power', t('power'), supply.onBattery ? t('battery') : t('mains')]);
    rows.push(['dark', t('dark'), supply.keptAwake ? t('awake') : t('mayGoDark')]);
  }
  if (load) {
    const chip = load.adapter ? t('chipNamed', { adapter: load.adapter }) : t('chip');
    rows.push(['drawn', t('drawn'), load.isAccelerated ? chip : t('byProcessor')]);
    for (const kind of kinds) {
      const own = load.processes.filter((process) => process.kind === kind);
      const memory = own.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
      const percent = own.reduce((sum, { cpuPercent }) => sum + cpuPercent, 0);
      const value = t('load', {
        share: format.percent(Math.round(percent)),
        memory: format.quantity(...inItsUnit(memory)),
      });
      if (own.length > 0) rows.push([kind, t(`process.${kind}`), value]);
    }
  }
  return (
    <dl className="facts">
      {rows.map(([key, term, value]) => (
        <div key={key}>
          <dt>{term}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** For an administrator; the station looks again. */
export function DeveloperTools() {
  const { t } = useTranslation('machine');
  const { desk } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  const open = () =>
    run(
      () => askMachine(desk, (ask, token) => ask.developerTools(token)),
      () => t('toolsOpen'),
    );
  return (
    <div className="card-keys">
      <Key disabled={!machine} waiting={doing} onPress={() => void open()}>
        {t('tools')}
      </Key>
      {outcome}
    </div>
  );
}

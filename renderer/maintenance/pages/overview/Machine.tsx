import { useTranslation } from 'react-i18next';
import type { MachineView } from '../../../../electron/maintenance/machine.ts';
import { useMaintenance } from '../../page.ts';

/** Clocks this close agree. */
const AGREES_MS = 2_000;

/** Disk, memory, clock and warmth of the machine under the station. */
export function Machine({ machine }: { machine: MachineView }) {
  const { t } = useTranslation('overview');
  const { format } = useMaintenance();
  const bytes = (count: number) => format.quantity(...inItsUnit(count));
  const { disk, memory, temperatureC, stationUpMs, machineUpMs, wallMs, behindMs } = machine;
  const clock =
    Math.abs(behindMs) < AGREES_MS ? t('clockAgrees') : t('clockDiffers', { span: format.span(Math.abs(behindMs)) });
  const of = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }) =>
    t('of', { free: bytes(freeBytes), total: bytes(totalBytes) });
  const rows: readonly (readonly [string, string])[] = [
    [t('disk'), disk ? of(disk) : t('notKnown')],
    [t('memory'), of(memory)],
    [t('ownMemory'), bytes(memory.ownBytes)],
    [t('temperature'), temperatureC === null ? t('notKnown') : format.quantity(temperatureC.toFixed(0), '°C')],
    [t('clock'), `${format.instant(wallMs)} · ${clock}`],
    [t('stationUp'), format.span(stationUpMs)],
    [t('machineUp'), format.span(machineUpMs)],
  ];
  return (
    <dl className="facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const STEP = 1_000;
const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** To one digit after the point, in the unit people say it in. */
export function inItsUnit(bytes: number): [value: string, unit: string] {
  const step = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log(bytes) / Math.log(STEP))));
  return [(bytes / STEP ** step).toFixed(1), UNITS[step - 1] ?? 'kB'];
}

import type { BenchEvse } from './EvsePanel.tsx';

/** The live values at the outlet, and the billing meter's import register. */
export function Readouts({ evse, testIdPrefix }: { evse: BenchEvse; testIdPrefix: string }) {
  const windows = [
    { id: 'voltage', name: 'Voltage', value: evse.voltageV.toFixed(0), unit: 'V' },
    { id: 'current', name: 'Current', value: evse.currentA.toFixed(0), unit: 'A' },
    { id: 'power', name: 'Power', value: (evse.powerW / 1000).toFixed(1), unit: 'kW' },
    {
      id: 'soc',
      name: 'SoC',
      value: evse.socPercent === null ? '–' : evse.socPercent.toFixed(0),
      unit: '%',
    },
    { id: 'meter', name: 'Meter', value: (evse.meterWh / 1000).toFixed(3), unit: 'kWh' },
  ];
  return (
    <dl className="readouts">
      {windows.map(({ id, name, value, unit }) => (
        <div key={id} data-window={id}>
          <dt>{name}</dt>
          <dd>
            <span data-testid={`${testIdPrefix}-${id}`}>{value}</span> <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

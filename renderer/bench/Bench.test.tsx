// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { BenchAction } from '../../electron/ipc/contract.ts';
import { Bench } from './Bench.tsx';
import { createBenchStore } from './benchStore.ts';
import { benchState, fakeBench } from './fakeBench.ts';

afterEach(cleanup);

async function openBench(first: unknown = benchState()) {
  const station = fakeBench(first);
  await act(async () => {
    render(<Bench store={createBenchStore(station.connection)} kioskUrl="./#token=abc" />);
  });
  return station;
}

const press = async (testId: string) => {
  await act(async () => {
    fireEvent.click(screen.getByTestId(testId));
  });
};

const handles: readonly [testId: string, action: BenchAction][] = [
  ['card-phoneVisa', { type: 'presentCard', card: 'phoneVisa' }],
  ['terminal-link', { type: 'terminalLink', up: false }],
  ['terminal-fault-hostUnreachable', { type: 'terminalFault', fault: 'hostUnreachable', on: true }],
  ['bank-delay-10000', { type: 'bankDelay', ms: 10_000 }],
  ['evse-2-plug-zoe', { type: 'plugIn', evse: 2, car: 'zoe' }],
  ['evse-1-emergency', { type: 'emergencyStop', evse: 1, pressed: true }],
  ['evse-1-fault-isolationFault', { type: 'chargerFault', evse: 1, fault: 'isolationFault', on: true }],
  ['charger-link', { type: 'chargerLink', up: false }],
  ['broker-restart', { type: 'brokerRestart' }],
  ['charger-restart', { type: 'chargerRestart' }],
  ['printer-paper', { type: 'printerPaper', loaded: false }],
  ['printer-cover', { type: 'printerCover', open: true }],
  ['printer-link', { type: 'printerLink', up: false }],
  ['mail-server', { type: 'mailServer', up: false }],
  ['mail-greylist', { type: 'mailGreylist', on: true }],
  ['mail-refuse', { type: 'mailRefuse', on: true }],
  ['desk-server', { type: 'deskServer', up: false }],
  ['desk-busy', { type: 'deskBusy', on: true }],
  ['desk-refuse', { type: 'deskRefuse', on: true }],
];

test.each(handles)('%s asks the hardware for it, in the words of the contract', async (testId, action) => {
  const station = await openBench();
  await press(testId);
  expect(station.actions).toEqual([action]);
  expect(BenchAction.safeParse(station.actions[0]).success).toBe(true);
});

test('the last print is shown, and who was sent what', async () => {
  const received = [{ to: 'driver@example.com', subject: 'Your receipt S1-000042' }];
  const station = await openBench(benchState({ printer: { prints: [2, 1] }, mail: { received } }));
  expect(screen.getByTestId('last-print').getAttribute('src')).toBe('data:image/png;base64,2');
  expect(screen.getByTestId('mails').textContent).toContain('driver@example.com Your receipt S1-000042');
  await act(async () => station.push(benchState({ printer: { prints: [3, 2, 1] } })));
  expect(screen.getByTestId('last-print').getAttribute('src')).toBe('data:image/png;base64,3');
});

test('a station without printer and mail shows none', async () => {
  await openBench({ ...benchState(), printer: null, mail: null });
  expect(screen.queryByTestId('printer-paper')).toBeNull();
  expect(screen.queryByTestId('mails')).toBeNull();
});

test('what is on goes off by the same handle', async () => {
  const station = await openBench({
    ...benchState({
      terminal: { linkUp: false, faults: [{ id: 'hostUnreachable', on: true }] },
      evse1: { emergencyStopPressed: true, faults: [{ id: 'isolationFault', on: true }] },
    }),
  });
  for (const handle of [
    'terminal-link',
    'terminal-fault-hostUnreachable',
    'evse-1-emergency',
    'evse-1-fault-isolationFault',
  ])
    await press(handle);
  expect(station.actions).toEqual([
    { type: 'terminalLink', up: true },
    { type: 'terminalFault', fault: 'hostUnreachable', on: false },
    { type: 'emergencyStop', evse: 1, pressed: false },
    { type: 'chargerFault', evse: 1, fault: 'isolationFault', on: false },
  ]);
});

test('a car > plugged in > can be pulled out or stop by itself, and no second one fits', async () => {
  const station = await openBench(
    benchState({ evse1: { car: 'ioniq', state: 'charging', socPercent: 63, powerW: 141_300 } }),
  );
  expect(screen.getByTestId('evse-1-plug-zoe')).toHaveProperty('disabled', true);
  expect(screen.getByTestId('evse-2-unplug')).toHaveProperty('disabled', true);
  await press('evse-1-car-stops');
  await press('evse-1-unplug');
  expect(station.actions).toEqual([
    { type: 'carStops', evse: 1 },
    { type: 'unplug', evse: 1 },
  ]);
});

test('live values of an EVSE, in volts, amperes, kilowatts, percent and kilowatt hours', async () => {
  await openBench(
    benchState({
      evse1: {
        car: 'ioniq',
        state: 'charging',
        socPercent: 62.6,
        powerW: 141_340,
        voltageV: 722.4,
        currentA: 195.7,
        meterWh: 1_284_517,
      },
    }),
  );
  const shown = ['voltage', 'current', 'power', 'soc', 'meter'].map(
    (id) => screen.getByTestId(`evse-1-${id}`).textContent,
  );
  expect(shown).toEqual(['722', '196', '141.3', '63', '1284.517']);
  expect(screen.getByRole('img', { name: 'Ioniq plugged in, 63 % full, energy is flowing' })).toBeTruthy();
  expect(screen.getByTestId('evse-2-soc').textContent).toBe('–');
  expect(screen.getByTestId('evse-1-state').textContent).toBe('Charging');
});

test('a control moves only when the hardware has moved', async () => {
  const station = await openBench();
  await press('card-visa');
  expect(screen.queryByTestId('card-on-reader')).toBeNull();
  await act(async () => station.push(benchState({ terminal: { cardPresented: 'visa' } })));
  expect(screen.getByTestId('card-on-reader').textContent).toBe('Visa');
  await press('card-remove');
  expect(station.actions.at(-1)).toEqual({ type: 'removeCard' });
});

test('the PIN pad > dead until asked > sends four digits once, shows none of them, forgets them', async () => {
  const station = await openBench();
  expect(screen.getByRole('group', { name: 'PIN pad' })).toHaveProperty('disabled', true);
  await act(async () => station.push(benchState({ terminal: { waitsForPin: true } })));
  for (const digit of ['9', '9']) await press(`pin-${digit}`);
  await press('pin-clear');
  for (const digit of ['7', '3', '9']) await press(`pin-${digit}`);
  expect(screen.getByTestId('pin-ok')).toHaveProperty('disabled', true);
  fireEvent.keyDown(screen.getByTestId('pin-0'), { key: '1' });
  expect(screen.getByRole('img', { name: '4 digits entered' })).toBeTruthy();
  await press('pin-ok');
  expect(station.actions).toEqual([{ type: 'enterPin', pin: '7391' }]);
  expect(document.body.textContent).not.toContain('7391');
  expect(screen.getByRole('img', { name: '0 digits entered' })).toBeTruthy();
});

test('digits of an interrupted PIN are not there at the next question', async () => {
  const station = await openBench(benchState({ terminal: { waitsForPin: true } }));
  await press('pin-5');
  await act(async () => station.push(benchState()));
  await act(async () => station.push(benchState({ terminal: { waitsForPin: true } })));
  expect(screen.getByRole('img', { name: '0 digits entered' })).toBeTruthy();
});

test('the book shows holds, captures and releases to the cent', async () => {
  await openBench(
    benchState({
      terminal: {
        book: [
          { receiptNumber: '0043', card: 'Visa •••• 1111', heldMinor: 6000, capturedMinor: null, state: 'held' },
          { receiptNumber: '0042', card: 'Visa •••• 1111', heldMinor: 6000, capturedMinor: 2105, state: 'captured' },
          { receiptNumber: '0041', card: 'Visa •••• 1111', heldMinor: 2000, capturedMinor: 0, state: 'released' },
        ],
      },
    }),
  );
  const rows = within(screen.getByTestId('book')).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['0043', 'Visa •••• 1111', '60.00', '–', 'held'],
    ['0042', 'Visa •••• 1111', '60.00', '21.05', 'captured'],
    ['0041', 'Visa •••• 1111', '20.00', '0.00', 'released'],
  ]);
});

test('a refusal is told with its reason; a lost answer too', async () => {
  const station = await openBench();
  station.answerWith(async () => ({ ok: false, error: { code: 'locked', detail: 'the connector is locked' } }));
  await press('evse-1-plug-zoe');
  station.answerWith(() => Promise.reject(new Error('gone')));
  await press('broker-restart');
  const told = within(screen.getByTestId('actions')).getAllByRole('listitem');
  expect(told.map((line) => line.textContent)).toEqual([
    'Broker restarted refused: no answer from the station',
    'EVSE 1: zoe plugged in refused: the connector is locked',
  ]);
});

test('the station away > last picture stays but is inert > back > asks for the state anew', async () => {
  const station = await openBench();
  await act(async () => station.setLink('away'));
  expect(screen.getByTestId('station-link').textContent).toBe('No station');
  expect(screen.getByRole('main').hasAttribute('inert')).toBe(true);
  station.setState(benchState({ terminal: { display: ['Present card'] } }));
  await act(async () => station.setLink('up'));
  expect(screen.getByRole('main').hasAttribute('inert')).toBe(false);
  expect(screen.getByTestId('terminal-display').textContent).toBe('Present card');
});

test('a station with real hardware says so', async () => {
  await openBench({ ok: false, error: { code: 'unknown_channel', detail: 'bench.getState' } });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('This station has real hardware');
});

test('a station too busy to answer is not mistaken for real hardware', async () => {
  const station = await openBench({ ok: false, error: { code: 'too_many', detail: 'slow down' } });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Asking the station…');
  await act(async () => station.push(benchState()));
  expect(screen.getByTestId('book')).toBeTruthy();
});

test('the link to the driver’s screen carries the token', async () => {
  await openBench();
  expect(screen.getByTestId('kiosk-link').getAttribute('href')).toBe('./#token=abc');
});

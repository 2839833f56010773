import { expect, test } from 'vitest';
import { describeAction, nameAndDetail, plainWords } from './words.ts';

test.each([
  ['isolationFault', 'Isolation fault'],
  ['ackLost', 'ACK lost'],
  ['wrongTerminalId', 'Wrong terminal ID'],
  ['waiting_for_energy', 'Waiting for energy'],
  ['T4Extension', 'T4 extension'],
  ['ChargingPausedEV', 'Charging paused EV'],
])('%s reads %s', (name, words) => {
  expect(plainWords(name)).toBe(words);
});

test('no PIN in the list of actions', () => {
  expect(describeAction({ type: 'enterPin', pin: '7391' })).toBe('PIN entered');
});

test('one line names the thing and what happened to it', () => {
  expect(describeAction({ type: 'emergencyStop', evse: 2, pressed: true })).toBe('EVSE 2: emergency stop pressed');
  expect(describeAction({ type: 'bankDelay', ms: 0 })).toBe('Bank answers at once');
  expect(describeAction({ type: 'bankDelay', ms: 2_000 })).toBe('Bank answers after 2 s');
});

test('a label gives its name and the detail in its brackets', () => {
  expect(nameAndDetail('Zoe (52 kWh, 50 kW)')).toEqual({ name: 'Zoe', detail: '52 kWh, 50 kW' });
  expect(nameAndDetail('Visa')).toEqual({ name: 'Visa', detail: null });
});

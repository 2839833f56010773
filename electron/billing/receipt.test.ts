import { expect, test } from 'vitest';
import { money } from '../../machines/money.ts';
import type { Hold } from '../../machines/ports/cardTerminal.ts';
import { priceOf } from './cost.ts';
import { used } from './fixtures.ts';
import { OcpiTariff } from './ocpiTariff.ts';
import { buildReceipt, type ReceiptInput } from './receipt.ts';

const tariff = OcpiTariff.parse({
  id: 't',
  currency: 'EUR',
  tax_included: 'YES',
  elements: [{ price_components: [{ type: 'ENERGY', price: 0.59, vat: 21 }] }],
});
const hold: Hold = {
  receiptNumber: '0042',
  traceNumber: '000107',
  terminalId: '52500041',
  amount: money(6000, 'EUR'),
  authorizationNumber: '123456',
  card: { brand: 'VISA', last4: '1881', entryMode: 'contactless' },
  token: 'a'.repeat(64),
};
const input: ReceiptInput = {
  receiptNumber: 'S1-000007',
  sessionId: 'S7',
  issuedAtMs: 3000,
  startedAtMs: 1000,
  endedAtMs: 2000,
  timeZone: 'Europe/Madrid',
  evseId: 'ES*SUR*E0001*1',
  operator: { name: 'Surtidor Energía, S.L.', address: 'Calle del Sol 1', vatId: 'ESB12345674' },
  meterStart: { energyWh: 934.3, meterId: 'M1' },
  meterEnd: { energyWh: 31_234.3, meterId: null },
  signedMeter: null,
  periods: [{ startMs: 1000, endMs: 2000, energyWh: 30_300, kind: 'charging' }],
  tariff: { id: 't', hash: 'h' },
  cost: priceOf(tariff, used({ energyWh: 30_300 })),
  paidBy: 'bankCard',
  hold,
};

test('energy is the last reading minus the first, free of float artefacts', () => {
  expect(
    buildReceipt({ ...input, meterStart: { energyWh: 0.1, meterId: null }, meterEnd: { energyWh: 0.4, meterId: null } })
      .energyWh,
  ).toBe(0.3);
  expect(buildReceipt(input)).toMatchObject({
    energyWh: 30_300,
    meterStartWh: 934.3,
    meterEndWh: 31_234.3,
    meterId: 'M1',
  });
});

test('it charges what the cost says and names the authorization', () => {
  expect(buildReceipt(input)).toMatchObject({
    total: money(1788, 'EUR'),
    lines: [{ kind: 'energy', quantity: '30.300', unitPrice: '0.59' }],
    held: money(6000, 'EUR'),
    authorizationNumber: '123456',
    terminalId: '52500041',
    card: { brand: 'VISA', last4: '1881', entryMode: 'contactless' },
  });
});

test('nothing a terminal adds to a card, and no token, reaches the receipt', () => {
  const chatty = { ...hold, card: { ...hold.card, pan: '4111111111111111' } };
  const text = JSON.stringify(buildReceipt({ ...input, hold: chatty }));
  expect(text).not.toContain('4111');
  expect(text).not.toContain(hold.token);
});

test('a charging key has no card on its receipt', () => {
  expect(buildReceipt({ ...input, paidBy: 'chargingKey', hold: null })).toMatchObject({
    paidBy: 'chargingKey',
    card: null,
    authorizationNumber: null,
    terminalId: null,
  });
});

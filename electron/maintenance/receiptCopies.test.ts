import { expect, test } from 'vitest';
import { capture, charge } from '../store/fixtures.ts';
import { bench } from './bench.ts';

test('a receipt is found by its number; where nothing prints or mails, that is said', async () => {
  const at = await bench();
  charge(at.store);
  expect(await at.ask('bookkeeper', 'receipt.find', { number: 1 })).toMatchObject({
    value: {
      receiptNumber: '000001',
      total: { minor: 1_234 },
      payment: { how: 'open', amount: { minor: 1_234 } },
      deliveries: { offers: { print: false, mail: false } },
    },
  });
  capture(at.store);
  expect(await at.ask('bookkeeper', 'receipt.find', { number: 1 })).toMatchObject({
    value: { payment: { how: 'captured', amount: { minor: 1_234 } } },
  });
  expect(await at.ask('bookkeeper', 'receipt.find', { number: 2 })).toMatchObject({ error: { code: 'noReceipt' } });
  expect(await at.ask('bookkeeper', 'receipt.print', { number: 1, language: 'en' })).toMatchObject({
    error: { code: 'notOffered' },
  });
});

test('an address is asked for, never kept in the trail; forged input is refused', async () => {
  const at = await bench();
  charge(at.store);
  const address = 'driver@example.org';
  await at.ask('bookkeeper', 'receipt.send', { number: 1, language: 'en', address });
  expect(JSON.stringify([...at.store.journal()])).not.toContain(address);
  for (const forged of [
    { number: 1, language: 'en', address: 'x'.repeat(10_000) },
    { number: 1, language: 'tlh', address },
    { number: -1, language: 'en', address },
    { number: 1, language: 'en', address: 'a@b.c\r\nBcc: all@example.org' },
  ])
    expect(await at.askAny('bookkeeper', 'receipt.send', forged)).toMatchObject({ error: { code: 'malformed' } });
  expect(at.trail()).toContain('bookkeeper receipt.send notOffered');
});

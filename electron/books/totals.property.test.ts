import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharges, booksOf, type Charge, exported } from './fixtures.ts';
import { added, fromCsv, fromDatev, fromHledger, fromOcpi, fromUbl, type Sums } from './sumsBack.ts';

function expected(charges: readonly Charge[]): Sums {
  const gross: Record<string, number> = {};
  let total = 0;
  let net = 0;
  for (const { lines, taxed } of charges) {
    const sum = lines.reduce((all, [, minor]) => all + minor, 0);
    const vats = Object.entries(taxed).map(([percent, of]) => of - Math.round(of / (1 + Number(percent) / 100)));
    total += sum;
    net += sum - vats.reduce((all, vat) => all + vat, 0);
    for (const [percent, of] of Object.entries(taxed)) added(gross, percent, of);
    added(gross, 'none', sum - Object.values(taxed).reduce((all, of) => all + of, 0));
  }
  return { receipts: charges.length, total, net, gross };
}

const capturedOf = (charges: readonly Charge[]): number =>
  charges
    .filter(({ paidBy, capturedAtMs }) => paidBy === 'bankCard' && capturedAtMs !== null)
    .reduce((sum, { lines }) => sum + lines.reduce((all, [, minor]) => all + minor, 0), 0);

test('the totals of every format are those of the receipts, for any receipts', () => {
  fc.assert(
    fc.property(anyCharges, (charges) => {
      const file = booksOf(charges);
      const sums = expected(charges);
      const { receipts, total, net, gross } = sums;
      expect(fromCsv(exported(file, 'csv').text)).toEqual(sums);
      expect(fromOcpi(exported(file, 'ocpi').text)).toEqual({ receipts, total, net });
      expect(fromUbl(exported(file, 'ubl').out)).toEqual({ receipts, total, net });
      const captured = capturedOf(charges);
      expect(fromHledger(exported(file, 'hledger').text)).toEqual({ total, net, captured });
      // A rate of 0 and no rate are one account.
      const untaxed = (gross['0'] ?? 0) + (gross.none ?? 0);
      const accounts: Record<string, number> = {};
      added(accounts, '8401', gross['21'] ?? 0);
      added(accounts, '8301', gross['10'] ?? 0);
      added(accounts, '8200', untaxed);
      expect(fromDatev(exported(file, 'datev').bytes)).toEqual({ total, accounts });
    }),
    { numRuns: 60 },
  );
}, 60_000);

import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { booked, eur } from './fixtures.ts';
import { Ledger } from './ledger.ts';
import { migrate } from './migrations.ts';

test('an entry that means nothing to the tables is not in the journal either', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db, 0);
  const ledger = new Ledger(db, () => 1_000);
  const record = () => ledger.record({ kind: 'orderAnswered', payload: { key: 'nobody', outcome: booked(eur(1)) } });
  expect(record).toThrow();
  expect([...ledger.journal.rows()]).toEqual([]);
  db.close();
});

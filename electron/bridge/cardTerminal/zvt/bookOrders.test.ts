import { expect, test } from 'vitest';
import { ok } from '../../../../machines/result.ts';
import { listOpenPreAuthorizations } from './bookOrders.ts';
import { decodeMessage } from './messages.ts';
import type { Orders } from './orders.ts';

const listed = (hex: string) => {
  const last = decodeMessage({ control: 0x061e, data: Buffer.from(hex.replaceAll(' ', ''), 'hex') });
  const order: Orders['order'] = async () => ok({ type: 'ended', status: null, last, accepted: null });
  return listOpenPreAuthorizations({ order } as Partial<Orders> as Orders);
};

test('3.3 list of open pre-authorizations: whole > what is open; cut short by what cannot be read > no list at all', async () => {
  expect(await listed('B8 87 02 91 06 0A 23 08 08 02 02 91 08 02 11 10')).toEqual(
    ok({ receipts: ['0291', '1110'], complete: true }),
  );
  expect(await listed('B8 87 02 91 77 06 0A 23 08 08 02 02 91 08 02 11 10')).toMatchObject({ ok: false });
  expect(await listed('B8 87 02 91 06 80 23 08 08 02 02 91')).toMatchObject({ ok: false });
});

test('3.3 list of open pre-authorizations: only the oldest, or an entry cut short > not complete; FFFF > complete', async () => {
  expect(await listed('B8 87 02 31')).toEqual(ok({ receipts: ['0231'], complete: false }));
  expect(await listed('B8 87 02 91 06 09 23 07 08 02 02 91 08 01 11')).toEqual(
    ok({ receipts: ['0291'], complete: false }),
  );
  expect(await listed('B8')).toEqual(ok({ receipts: [], complete: false }));
  expect(await listed('B8 87 FF FF')).toEqual(ok({ receipts: [], complete: true }));
});

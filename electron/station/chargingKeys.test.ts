import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createChargingKeys } from './chargingKeys.ts';

const salt = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const pinHash = `scrypt$1024$${salt.toString('hex')}$${scryptSync('4711', salt, 32, { N: 1024, r: 8, p: 1 }).toString('hex')}`;
const keys = createChargingKeys([
  { uid: '04A1B2C3D4E5F6', account: 'Fleet 7', status: 'accepted' },
  { uid: '04BB0000000001', account: 'Left', status: 'blocked' },
  { uid: '04CC0000000002', account: 'Boss', status: 'accepted', pinHash },
  { uid: '04DD0000000003', account: 'Torn', status: 'accepted', pinHash: 'scrypt$1024$$' },
]);

it('knows its keys, and whose they are', () => {
  expect(keys.check('04A1B2C3D4E5F6')).toEqual({ status: 'accepted', account: 'Fleet 7', needsPin: false });
  expect(keys.check('04CC0000000002')).toEqual({ status: 'accepted', account: 'Boss', needsPin: true });
  expect(keys.check('04BB0000000001')).toEqual({ status: 'blocked' });
  expect(keys.check('04FF')).toEqual({ status: 'unknown' });
});

it('checks the PIN against its scrypt hash', () => {
  expect(keys.checkPin('04CC0000000002', '4711')).toBe(true);
  expect(keys.checkPin('04CC0000000002', '4712')).toBe(false);
});

it('a key without a usable hash has no PIN that fits', () => {
  for (const uid of ['04A1B2C3D4E5F6', '04DD0000000003', '04FF']) expect(keys.checkPin(uid, '')).toBe(false);
});

it('a key that charges already is told so, not sent to the controller a second time', () => {
  const busy = createChargingKeys([{ uid: '04A1B2C3D4E5F6', account: 'Fleet 7', status: 'accepted' }], () => true);
  expect(busy.check('04A1B2C3D4E5F6')).toEqual({ status: 'inUse' });
  expect(busy.check('04FF')).toEqual({ status: 'unknown' });
});

it('a key of staff starts no charge, and opens the door for its number', () => {
  const called: string[] = [];
  const staff = { uid: '04DD0000000009', account: 'Staff', status: 'accepted', staffNumber: '4821' } as const;
  const withStaff = createChargingKeys(
    [staff, { ...staff, uid: '04DD000000000A', status: 'blocked' }],
    () => false,
    (number) => called.push(number),
  );
  expect(withStaff.check(staff.uid)).toEqual({ status: 'unknown' });
  expect(withStaff.check('04DD000000000A')).toEqual({ status: 'blocked' });
  expect(called).toEqual(['4821']);
});

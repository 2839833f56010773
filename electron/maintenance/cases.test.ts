import { expect, test } from 'vitest';
import type { FiledCase } from '../store/store.ts';
import type { CaseView } from './cases.ts';
import { desk, firstAdministrator } from './fixtures.ts';

const filed: FiledCase = {
  topic: 'plugStuck',
  screen: 'charging',
  fault: 'C-301',
  evseId: 'ES*SUR*E0001*1',
  sessionId: 'session-of-somebody',
  receiptNumber: 'SUR-000012',
  language: 'de',
  wantsCall: true,
};

test('reported problems are told newest first, with what the desk knows of them and nothing of the driver', async () => {
  const at = desk({ nowMs: Date.now() });
  const phone = () => Buffer.from('sealed');
  at.store.fileCase(filed, { phone });
  at.store.fileCase({ ...filed, topic: null, evseId: null, fault: null, wantsCall: false }, null);
  at.store.fileCase({ ...filed, topic: 'of an older version' }, { phone });
  at.store.errands.close(1, 'delivered', null);
  at.store.errands.close(3, 'dropped', 'refused');
  const { token } = await firstAdministrator(at);
  const answer = await at.maintenance.handlers.handleRequest({ token, name: 'cases.look' });
  if (!answer.ok) throw new Error(answer.error.code);
  expect((answer.value as CaseView[]).map(({ atMs: _, ...rest }) => rest)).toMatchObject([
    { number: 3, connector: 'A', topic: null, desk: 'dropped' },
    { number: 2, connector: null, topic: null, fault: null, wantsCall: false, desk: 'none' },
    { number: 1, connector: 'A', topic: 'plugStuck', fault: 'C-301', wantsCall: true, desk: 'delivered' },
  ]);
  expect(JSON.stringify(answer.value)).not.toMatch(/session-of-somebody|000012|sealed|"de"/);
});

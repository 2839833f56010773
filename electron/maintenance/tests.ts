import { z } from 'zod';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders } from './roles.ts';
import { chargerTests } from './tests/chargerTests.ts';
import { dryRunTest } from './tests/dryRun.ts';
import { hostsOf, networkTest } from './tests/network.ts';
import { personTests, TOUCH_FIELDS } from './tests/personTests.ts';
import { TestName } from './tests/results.ts';
import { createTestRunner, type TestRunner } from './tests/runner.ts';
import { terminalTests } from './tests/terminalTests.ts';
import { testPaper } from './tests/testPaper.ts';

const Said = z.discriminatedUnion('said', [
  z.strictObject({ said: z.enum(['yes', 'no', 'none']) }),
  z.strictObject({
    said: z.literal('touched'),
    fields: z
      .array(
        z
          .int()
          .min(0)
          .max(TOUCH_FIELDS - 1),
      )
      .max(TOUCH_FIELDS),
  }),
]);

export function createTests(parts: MaintenanceParts): TestRunner {
  const { config, hands, links, log, now, store, clock } = parts;
  const isKnownKey = (uid: string) => config.idTokens.some((entry) => entry.uid === uid);
  return createTestRunner({
    kinds: {
      ...terminalTests({ hands, links, isKnownKey, now }),
      ...chargerTests({ hands, evses: config.evses }),
      ...personTests({ printer: hands.printer, paper: () => testPaper(config, now()) }),
      network: networkTest({ hosts: () => hostsOf(config), links }),
      dryRun: dryRunTest({ config, log }),
    },
    store,
    clock,
    log,
    onReaderWanted: (listener) => hands.onReaderWanted(listener),
  });
}

/** Tests of the station by somebody who stands before it. What is said in the course of one is told by how it ends. */
export function testRequests({ tests }: { readonly tests: TestRunner }) {
  return {
    'test.look': look({
      roles: menders,
      input: z.undefined(),
      handle: () => ({ ok: true, value: tests.view() }) as const,
    }),
    'test.begin': act({
      roles: menders,
      input: z.strictObject({ name: TestName }),
      tell: ({ name }) => name,
      handle: ({ name }, by) => tests.begin(name, by),
    }),
    'test.say': look({ roles: menders, input: Said, handle: (said) => tests.say(said) }),
    'test.cancel': act({ roles: menders, input: z.undefined(), handle: () => tests.cancel() }),
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadContracts } from './everestContracts.ts';

const directory = mkdtempSync(join(tmpdir(), 'contracts-'));
writeFileSync(
  join(directory, 'lamp_API.yaml'),
  `api_type: lamp
topics:
- channel: receive_state
  topic: everest_api/1/lamp/{module_id}/e2m/state
  kind: plain
  schema: { $ref: '#/$defs/State' }
- channel: send_request_switch
  topic: everest_api/1/lamp/{module_id}/m2e/switch
  kind: request
  reply_channel: receive_reply_switch
  schema: { type: object, required: [payload] }
- channel: receive_reply_switch
  topic: null
  kind: reply
  schema: { type: boolean }
$defs:
  State: { type: object, required: [at], properties: { at: { type: string, format: date-time }, event: { enum: [SessionResumed, On] } } }
`,
);
afterAll(() => rmSync(directory, { recursive: true }));

test('judges messages by topic and replies by the request that asked', () => {
  const contracts = loadContracts(directory);
  const state = 'everest_api/1/lamp/kitchen/e2m/state';
  const at = '2026-05-06T10:00:00.000Z';
  const problem = (topic: string, message: unknown) => contracts.judge(topic, JSON.stringify(message)).problem;
  expect(problem(state, { at })).toBe(null);
  expect(problem(state, { at, event: 'SessionResumed:' })).toBe(null);
  expect(problem(state, { at, event: 'Off' })).toContain('/event');
  expect(problem(state, { at: 'now' })).toContain('date-time');
  expect(problem('everest_api/1/lamp/a/b/e2m/state', { at })).toBe('no such topic in the contracts');
  expect(contracts.judge(state, '{').problem).toBe('not JSON');
  expect(problem('r/1', true)).toBe('no such topic in the contracts');
  expect(problem('everest_api/1/lamp/kitchen/m2e/switch', { headers: { replyTo: 'r/1' }, payload: 1 })).toBe(null);
  expect(contracts.judge('r/1', 'true')).toEqual({ name: 'lamp receive_reply_switch', problem: null });
  expect(problem('r/1', 'yes')).toContain('boolean');
});

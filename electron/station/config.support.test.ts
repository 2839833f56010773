import { expect, test } from 'vitest';
import { SupportConfig } from './config.support.ts';

const problemsOf = (config: unknown) =>
  SupportConfig.safeParse(config).error?.issues.map(({ path }) => path.join('.')) ?? [];

test.each([
  'https://help.example/chat',
  'https://help.example/{language}?evse={evse}#session={session}&code={code}',
  'http://127.0.0.1:9000/{station}/{reference}/{screen}',
])('%s is a chat', (chat) => {
  expect(problemsOf({ chat })).toEqual([]);
});

test.each([
  'http://help.example/chat',
  'https://help.example/chat?phone={phone}',
  'https://hilfe.example/für',
  'chat',
  'javascript:alert(1)',
])('%s is none', (chat) => {
  expect(problemsOf({ chat })).toEqual(['chat']);
});

test('a webhook wants TLS, but on this machine; a desk is reached somehow', () => {
  expect(problemsOf({ desk: { webhook: { url: 'https://desk.example/x' } } })).toEqual([]);
  expect(problemsOf({ desk: { webhook: { url: 'http://127.0.0.1:1/x' } } })).toEqual([]);
  expect(problemsOf({ desk: { webhook: { url: 'http://desk.example/x' } } })).toEqual(['desk.webhook.url']);
  expect(problemsOf({ desk: { mailTo: 'desk@operator.example' } })).toEqual([]);
  expect(problemsOf({ desk: {} })).toEqual(['desk']);
});

test('hours are always, or days and times', () => {
  expect(problemsOf({ hours: 'always' })).toEqual([]);
  expect(problemsOf({ hours: [{ from: 'mon', to: 'fri', opens: '08:00', closes: '24:00' }] })).toEqual([]);
  expect(problemsOf({ hours: [{ from: 'mon', to: 'fri', opens: '8', closes: '20:00' }] })).toEqual(['hours.0.opens']);
});

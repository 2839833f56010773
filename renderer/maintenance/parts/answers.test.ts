import { expect, it } from 'vitest';
import { answerIn } from './answers.ts';

it.each([
  ['link_lost', 'link_lost'],
  ['timed_out host', 'timed_out'],
  ['declined 91', 'declined'],
  ['paper_out', 'paper_out'],
  ['auth_failed: 535 no', 'auth_failed'],
  ['link_lost: connect ECONNREFUSED 127.0.0.1:25', 'connectionRefused'],
  ['connect EHOSTUNREACH 10.0.0.9', 'noRoute'],
  ['getaddrinfo ENOTFOUND printer', 'unknownName'],
  ['no answer (timeout)', 'timed_out'],
  ['garbled answer', 'garbled'],
  ['status 9B', 'out_of_service'],
  ['constructor', null],
  ['wrong terminal: expected terminal id 1', null],
])('%s is %s', (told, code) => expect(answerIn(told)).toBe(code));

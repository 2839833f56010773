import { z } from 'zod';

/** Who helps drivers, and how they are reached, beside the number in `station.helpLine`. */

const ms = z.int().min(0);
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'expected a time such as 08:00');

/** What an address of the chat may be filled with: nothing of who asks. */
export const chatFields = ['station', 'evse', 'session', 'reference', 'screen', 'code', 'language'] as const;
export type ChatField = (typeof chatFields)[number];

const isChat = (address: string): boolean => {
  const url = URL.parse(address.replace(/\{\w+\}/g, 'x'));
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const fields = [...address.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
  const isPlain = /^[!-~]+$/.test(address);
  return (
    isPlain &&
    (url?.protocol === 'https:' || isLoopback) &&
    fields.every((field) => chatFields.some((one) => one === field))
  );
};
const isWebhook = (address: string): boolean => {
  const url = URL.parse(address);
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  );
};

const Desk = z
  .strictObject({
    webhook: z
      .strictObject({
        url: z.string().refine(isWebhook, 'expected an https address (http only on this machine)'),
        tokenFile: z.string().optional().describe('File with the bearer token (0600)'),
        timeoutMs: ms.min(1).default(10_000),
      })
      .optional()
      .describe('Each request is posted there as JSON (electron/bridge/helpDesk/README.md)'),
    mailTo: z
      .email()
      .optional()
      .describe('Address of the desk, by the server in `mail`; with a webhook: where that fails'),
    retryMinMs: ms.min(1).default(15_000).describe('First pause after a failed try; doubles each time'),
    retryMaxMs: ms.min(1).default(900_000).describe('Longest such pause'),
    keepNumberHours: z.int().min(1).default(72).describe('Then a request is dropped, and the number to call with it'),
  })
  .refine(({ webhook, mailTo }) => webhook !== undefined || mailTo !== undefined, 'expected webhook, mailTo or both');
export type DeskConfig = z.infer<typeof Desk>;

export const SupportConfig = z.strictObject({
  hours: z
    .union([
      z.literal('always'),
      z.array(z.strictObject({ from: z.enum(weekdays), to: z.enum(weekdays), opens: time, closes: time })).min(1),
    ])
    .optional()
    .describe('When somebody answers the help line: "always", or days and times of the place'),
  chat: z
    .string()
    .refine(isChat, `expected an https address with no other fields than ${chatFields.map((f) => `{${f}}`).join(' ')}`)
    .optional()
    .describe('What the code on the help sheet opens, such as https://help.example/chat#evse={evse}&session={session}'),
  desk: Desk.optional().describe(
    'Where wishes to be called back and reported problems go; without it no call is offered',
  ),
});
export type SupportConfig = z.infer<typeof SupportConfig>;

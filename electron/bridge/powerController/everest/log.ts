/** What the driver asks of a log; pino's logger fits. Payloads never go into it: they may carry tokens. */
export type Log = {
  readonly [Level in 'debug' | 'info' | 'warn' | 'error']: (fields: Record<string, unknown>, message: string) => void;
};

/** What transports ask of a log; pino's loggers fit. */
export type TransportLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

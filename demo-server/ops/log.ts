import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino';

/** The log levels, from nothing to everything; each level includes those before it. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * What an entry holds beside its time, level and message. Never, at any level: a token, a ticket, a password, a
 * description, a candidate, a message, or the name of a room or a person. An address at debug only.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where entries go: pino, or any object with these methods. */
export interface Logger {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

const STANDARD_ERROR = 2;

/** Makes a logger that writes JSON lines; standard output is for the text that a person reads at the start. */
export function createLogger(
  level: LogLevel,
  // Written synchronously, so that nothing is lost when the process ends.
  stream: DestinationStream = destination({ dest: STANDARD_ERROR, sync: true }),
): Logger {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, stream);
}

/** How much is logged, from nothing to everything; each level includes those before it. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What an entry holds beside its time, level and message. Never a token, a description, a name or an address at info. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one entry. */
export type Log = (level: Exclude<LogLevel, 'silent'>, message: string, fields?: LogFields) => void;

/** Makes a logger that writes JSON lines; standard output is left to what a person reads at the start. */
export function createLog(
  maxLevel: LogLevel,
  write: (line: string) => void = (line) => {
    process.stderr.write(line);
  },
): Log {
  const max = LOG_LEVELS.indexOf(maxLevel);
  return (level, message, fields) => {
    if (LOG_LEVELS.indexOf(level) > max) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  };
}

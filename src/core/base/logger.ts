/** Where the core logs; silent by default. Never given a secret; session descriptions at debug only. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
}

const ignore = (): void => undefined;

/** The default logger. `console` can be passed in its place. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore };

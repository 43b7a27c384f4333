/**
 * Warns the author of a page, on the console, of a mistake that only they can fix. The text names the property and what
 * to do, and never a value, which may be a secret.
 */
export function warn(where: string, text: string): void {
  // eslint-disable-next-line no-console -- The only place: the core is silent, and a correct page gets no warnings.
  console.warn(`${where}: ${text}`);
}

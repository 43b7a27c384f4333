/**
 * Tells the author of a page of a mistake that nobody in the call could mend: on the console, where authors look. Names the property
 * and what to do, and never a value, which may be a secret.
 */
export function warn(where: string, text: string): void {
  // eslint-disable-next-line no-console -- The one place: the core is silent, and a page that is right hears nothing.
  console.warn(`${where}: ${text}`);
}

/** Resolves when the browser has nothing better to do. */
export function idle(): Promise<unknown> {
  // Safari has no idle callbacks.
  const { requestIdleCallback = setTimeout } = globalThis as Partial<Window & typeof globalThis>;
  return new Promise((resolve) => requestIdleCallback(resolve));
}

/** What a page is rendered with, on the server and then in the browser. */
export interface PageProps {
  readonly room: string;
  readonly name: string;
  readonly token: string;
  /** Whether the browser loads the kit before it hydrates the page. */
  readonly isKitFirst: boolean;
}

declare global {
  /** What the listener of the page has heard. */
  var heard: string[];
}

/** The listener that a page gives its room. */
export function hear(event: Event): void {
  globalThis.heard.push(event.type);
}

/** Hydrates a page, and loads the kit before or after that. */
export async function start(hydrate: (props: PageProps, into: HTMLElement) => void): Promise<void> {
  globalThis.heard = [];
  const props = JSON.parse(document.getElementById('props')?.textContent ?? '') as PageProps;
  if (props.isKitFirst) await import('noom-elements');
  hydrate(props, document.getElementById('app') as HTMLElement);
  await import('noom-elements');
}

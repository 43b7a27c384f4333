/** What is looked for, once it is there. */
export async function drawn(find: () => HTMLElement | null | undefined): Promise<HTMLElement> {
  for (;;) {
    const found = find();
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

/** What the room of a story draws. */
export function partOf(selector: string): HTMLElement | null | undefined {
  return document.querySelector('noom-room')?.shadowRoot?.querySelector<HTMLElement>(selector);
}

/** A button of the toolbar; it is there once the lazy parts of the room are. */
export function control(name: string): Promise<HTMLElement> {
  return drawn(() => partOf('noom-controls')?.shadowRoot?.querySelector<HTMLElement>(`[data-name=${name}]`));
}

import type { Finished, PreviewWindow } from '../stories/preview-channel.js';

/** These functions run in the page, and use nothing outside of themselves: they are sent there as text. */

/** Resolves with what Storybook reports once it is done with the story. */
export async function storyFinished(): Promise<Finished> {
  for (;;) {
    const last = (globalThis as PreviewWindow).__STORYBOOK_ADDONS_CHANNEL__?.last('storyFinished');
    if (last) return last[0] as Finished;
    await new Promise(requestAnimationFrame);
  }
}

/** Puts the page into a frame as wide as a phone: the browser's own window cannot be that narrow. */
export async function narrow(): Promise<void> {
  const frame = document.createElement('iframe');
  frame.width = '390';
  frame.height = '844';
  frame.src = location.href;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.replaceChildren(frame);
  await loaded;
}

/** What is wrong with the page's boxes: tags that are not defined yet, or have no size, and what overflows. */
export function layoutFaults(): string[] {
  const faults: string[] = [];
  const look = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('noom-')) {
        const { width, height } = element.getBoundingClientRect();
        if (!element.matches(':defined')) faults.push(`<${element.localName}> is not defined`);
        else if (element.checkVisibility() && (width === 0 || height === 0))
          faults.push(`<${element.localName}> is ${String(width)} by ${String(height)} pixels`);
      }
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`${String(scrollWidth)} pixels wide in ${String(innerWidth)}`);
  return faults;
}

/** How far prejoin's button to test the speaker is from its place beside its field, in pixels. */
export function testButtonOffset(): number {
  const prejoin = document.querySelector('noom-room')?.shadowRoot?.querySelector('noom-prejoin')?.shadowRoot;
  const row = prejoin?.querySelector('.speaker');
  const button = row?.querySelector('button')?.getBoundingClientRect();
  const field = row?.querySelector('noom-device-select')?.shadowRoot?.querySelector('select')?.getBoundingClientRect();
  return button && field ? Math.round(button.top - field.top) : NaN;
}

/** All text of the page, in whatever shadow tree. */
export function visibleText(): string {
  const words = (root: ParentNode): string =>
    [...root.querySelectorAll('*')]
      .map((element) => {
        const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        const text = element.checkVisibility() ? own.map(({ textContent }) => textContent).join(' ') : '';
        return element.shadowRoot ? `${text} ${words(element.shadowRoot)}` : text;
      })
      .join(' ');
  return words(document.body).replace(/\s+/g, ' ');
}

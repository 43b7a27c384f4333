import type { Page } from 'puppeteer-core';

/** What Storybook's channel tells when a story was drawn, played to its end and checked. */
export interface Finished {
  readonly status: 'success' | 'error';
  readonly reporters: readonly {
    readonly type: string;
    /** By axe, of the accessibility addon; or why it could not look. */
    readonly result: { readonly violations?: readonly Violation[]; readonly error?: unknown };
  }[];
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** The channel on which Storybook's preview tells its own manager what it does; it is the page's global. */
interface Channel {
  last(event: string): [unknown] | undefined;
  once(event: string, listener: () => void): void;
  emit(event: string, value: object): void;
}
type PreviewWindow = typeof globalThis & { __STORYBOOK_ADDONS_CHANNEL__?: Channel };

/** What Storybook tells with an event, once it has. */
export async function told(page: Page, event: 'storyFinished' | 'docsRendered'): Promise<unknown> {
  const value = await page.waitForFunction(
    (name) => (globalThis as PreviewWindow).__STORYBOOK_ADDONS_CHANNEL__?.last(name)?.[0],
    {},
    event,
  );
  return value.jsonValue();
}

/** Changes Storybook's globals, as its toolbar does; resolves when the story was drawn and checked again. */
export async function changeGlobals(page: Page, globals: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(async (wanted) => {
    const channel = (globalThis as PreviewWindow).__STORYBOOK_ADDONS_CHANNEL__;
    await new Promise<void>((resolve) => {
      channel?.once('storyFinished', resolve);
      channel?.emit('updateGlobals', { globals: wanted });
    });
  }, globals);
}

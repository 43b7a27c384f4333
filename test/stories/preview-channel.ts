import type { Page } from 'puppeteer-core';
import type { SurroundedWindow } from './surroundings.js';

/** What Storybook's channel reports when a story was drawn, played to its end and checked. */
export interface Finished {
  readonly storyId: string;
  readonly status: 'success' | 'error';
  readonly reporters: readonly {
    readonly type: string;
    /** By axe, of the accessibility addon; or why it could not run. */
    readonly result: { readonly violations?: readonly Violation[]; readonly error?: unknown };
  }[];
}

/** What Storybook, or axe through it, reports against a story. */
export function objections({ status, reporters }: Finished): string[] {
  const violations = reporters.find(({ type }) => type === 'a11y')?.result.violations;
  if (violations === undefined) return ['It threw, so that axe could not run.'];
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
  return status === 'error' && found.length === 0 ? ['Something failed while it was played.'] : found;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** The channel on which Storybook's preview reports to its manager. */
interface Channel {
  last(event: string): [unknown] | undefined;
  once(event: string, listener: () => void): void;
  emit(event: string, value: object): void;
}
/** A page of Storybook, which has the channel as a global. */
export type PreviewWindow = typeof globalThis & { __STORYBOOK_ADDONS_CHANNEL__?: Channel };

/** The payload of an event of Storybook, once it was sent. */
export async function told(page: Page, event: 'storyFinished'): Promise<Finished>;
export async function told(page: Page, event: 'docsRendered'): Promise<unknown>;
export async function told(page: Page, event: string): Promise<unknown> {
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

/**
 * Goes to another story in the same page, as Storybook's sidebar does. Resolves, when it was drawn and checked, with what
 * was beside the story before, when that had ended.
 */
export async function showStory(page: Page, id: string): Promise<string[]> {
  const left = await page.evaluate(async (storyId) => {
    const preview = globalThis as PreviewWindow & SurroundedWindow;
    const channel = preview.__STORYBOOK_ADDONS_CHANNEL__;
    return new Promise<string[]>((resolve) => {
      // Between the end of one and the beginning of the next.
      channel?.once('storyChanged', () => resolve(preview.surroundings()));
      channel?.emit('setCurrentStory', { storyId, viewMode: 'story' });
    });
  }, id);
  await page.waitForFunction(
    (storyId) => {
      const [finished] = (globalThis as PreviewWindow).__STORYBOOK_ADDONS_CHANNEL__?.last('storyFinished') ?? [];
      return (finished as Finished | undefined)?.storyId === storyId;
    },
    {},
    id,
  );
  return left;
}

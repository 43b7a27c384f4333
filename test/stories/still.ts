import type { Page } from 'puppeteer-core';
import type { CallSnapshot } from '../../src/core/index.js';
import { settled } from '../harness/browser/look/settled.js';
import { FONT_STYLES } from './fonts.js';

/** As few frames as a lazy part may take to be drawn. */
const QUIET_FRAMES = 12;

/**
 * Prepares a page in which several stories are photographed: everything is at one time, and moves as little as it can.
 */
export async function prepareStill(page: Page): Promise<void> {
  await page.emulateTimezone('UTC');
  // Drawn participants stand still under it, and what floats is in one place.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(() => {
    // A Monday in November 2026, at ten.
    Date.now = () => 1_795_428_000_000;
  });
  // A helper of the compiler, which functions that are sent to the page may call.
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
}

/** A PNG of a story that was drawn, once nothing in it changes any more. */
export async function takeStill(page: Page, { isAnyoneSpeaking = false } = {}): Promise<Uint8Array> {
  await page.addStyleTag({ content: FONT_STYLES });
  if (isAnyoneSpeaking)
    await page.waitForFunction(() =>
      (document.querySelector('noom-room') as unknown as { snapshot: CallSnapshot }).snapshot.participants.some(
        ({ isSpeaking }) => isSpeaking,
      ),
    );
  await page.waitForFunction(hasPictures);
  await page.evaluate(settled, QUIET_FRAMES);
  // The fonts of what was drawn meanwhile.
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await page.evaluate(blurAll);
  await page.evaluate(finishAnimations);
  return page.screenshot({ type: 'png' });
}

/** Whether each tile with a camera shows a frame of it. */
function hasPictures(root: Document | ShadowRoot = document): boolean {
  return [...root.querySelectorAll('*')].every((element) => {
    if (element.shadowRoot && !hasPictures(element.shadowRoot)) return false;
    // The other tiles of a stage show an avatar.
    if (element.localName !== 'noom-video' || !element.hasAttribute('camera')) return true;
    const video = element.shadowRoot?.querySelector('video');
    return video?.srcObject === null || (video?.hidden === false && video.videoWidth > 0);
  });
}

/** Takes the focus away: whether a panel that opens while a page is loaded may take it is a matter of milliseconds. */
function blurAll(): void {
  let { activeElement: focused } = document;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  (focused as HTMLElement | null)?.blur();
}

/** Brings every animation to its end, or, if it has none, to its beginning. */
function finishAnimations(root: Document | ShadowRoot = document): void {
  for (const animation of root.getAnimations()) {
    if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    else {
      animation.pause();
      animation.currentTime = 0;
    }
  }
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) finishAnimations(shadowRoot);
}

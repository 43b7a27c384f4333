/**
 * Resolves when every tag has drawn itself and nothing moves but what always does, for so many frames in a row. Runs in
 * the page, and uses nothing outside of itself: it may be sent there as text.
 */
export async function settled(quietFrames = 30): Promise<void> {
  // What is not rendered, as behind `content-visibility`, stands still until it is.
  const isRendered = (effect: KeyframeEffect): boolean =>
    effect.target?.checkVisibility({ contentVisibilityAuto: true }) !== false;
  const running = ({ playState, effect }: Animation): boolean =>
    playState === 'running' && effect?.getTiming().iterations !== Infinity && isRendered(effect as KeyframeEffect);
  const drawn = async (root: Document | ShadowRoot): Promise<Animation[]> => {
    const animations = root.getAnimations().filter(running);
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('noom-')) {
        await customElements.whenDefined(element.localName);
        await (element as Element & { updateComplete: Promise<unknown> }).updateComplete;
      }
      if (element.shadowRoot) animations.push(...(await drawn(element.shadowRoot)));
    }
    return animations;
  };
  // What is fetched on demand is drawn some frames later, and fades in then.
  for (let frames = 0, moving = 0; frames < quietFrames; frames += 1) {
    await new Promise(requestAnimationFrame);
    // Not awaited until they are finished: what is hidden meanwhile never is, and WebKit goes on calling it running. No
    // animation of the kit that ends takes 180 frames.
    if ((await drawn(document)).length > 0 && moving < 180) {
      moving += 1;
      frames = -1;
    }
  }
}

import { replace } from './replaced.js';

/** The part of the page that is seen, in place of the browser's own until `restore()`. */
export class FakeVisualViewport extends EventTarget {
  height: number;
  offsetTop = 0;
  scale = 1;

  constructor(height: number) {
    super();
    this.height = height;
    replace(window, 'visualViewport', this);
  }

  /** A keyboard covers the page from this height on; the browser may have moved the page up for it. */
  cover(height: number, offsetTop = 0): void {
    this.height = height;
    this.offsetTop = offsetTop;
    this.dispatchEvent(new Event('resize'));
    if (offsetTop !== 0) this.dispatchEvent(new Event('scroll'));
  }
}

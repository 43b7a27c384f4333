import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { idle } from '../internal/observe/idle.js';

/** So many rows are drawn at once, and with each further step: more than most screens show. */
const STEP = 30;

/**
 * How many rows of a long list are drawn: the first ones at once, the rest some at a time while the browser is idle. So
 * opening a list costs the same however many are in the room, and all rows can be reached and searched a moment later.
 */
export class DrawnRows implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #most = STEP;
  #count = 0;
  #isDrawing = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Those of the rows that are drawn now. */
  of<Row>(rows: readonly Row[]): readonly Row[] {
    this.#count = rows.length;
    return rows.slice(0, this.#most);
  }

  hostUpdated(): void {
    void this.#drawNext();
  }

  async #drawNext(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    try {
      while (this.#count > this.#most) {
        await idle();
        if (!this.#host.isConnected) return;
        this.#most += STEP;
        this.#host.requestUpdate();
        await this.#host.updateComplete;
      }
    } finally {
      this.#isDrawing = false;
    }
  }
}

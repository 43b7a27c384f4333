import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { idle } from './idle.js';

/** What is drawn in steps. */
export interface Steps {
  /** Whether some is not drawn yet. */
  isLeft(): boolean;
  /** Has the next ones drawn with the next update. */
  step(): void;
}

/**
 * Draws what an element can do without at first, some at a time while the browser is idle, until nothing is left or the
 * element has left the page. So opening a long list costs the same however long it is.
 */
export class IdleSteps implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #steps: Steps;
  #isRunning = false;

  constructor(host: ReactiveControllerHost & HTMLElement, steps: Steps) {
    this.#host = host;
    this.#steps = steps;
    host.addController(this);
  }

  hostUpdated(): void {
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#steps.isLeft()) {
        await idle();
        if (!this.#host.isConnected) return;
        this.#steps.step();
        await this.#host.updateComplete;
      }
    } finally {
      this.#isRunning = false;
    }
  }
}

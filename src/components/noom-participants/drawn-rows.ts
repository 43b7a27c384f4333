import type { ReactiveControllerHost } from 'lit';
import { IdleSteps } from '../internal/observe/idle-steps.js';

/** So many rows are drawn at once, and with each further step: more than most screens show. */
const STEP = 30;

/**
 * How many rows of a long list are drawn: the first ones at once, the rest in steps. All rows can be reached and searched
 * a moment later.
 */
export class DrawnRows {
  #most = STEP;
  #count = 0;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    new IdleSteps(host, {
      isLeft: () => this.#count > this.#most,
      step: () => {
        this.#most += STEP;
        host.requestUpdate();
      },
    });
  }

  /** Those of the rows that are drawn now. */
  of<Row>(rows: readonly Row[]): readonly Row[] {
    this.#count = rows.length;
    return rows.slice(0, this.#most);
  }
}

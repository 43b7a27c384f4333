import type { ReactiveControllerHost } from 'lit';
import { LatePart, type PartOf } from '../internal/late-part.js';
import { withTexts } from '../internal/localization/index.js';

/** What a room shows beside the call, or in its place: not needed for the first picture. */
export const roomScreens = new LatePart(() => withTexts(import('./room-screens.js')));

type Screens = PartOf<typeof roomScreens>;

/** These screens in one room: fetched when a drawing wants them, and the room drawn again when they are here. */
export class LateScreens {
  readonly #host: ReactiveControllerHost;
  readonly #adopt: (screens: Screens) => void;
  #screens: Screens | null = null;
  #fetching: Promise<void> | null = null;
  #isMissing = false;

  /** @param adopt is handed them before they first draw. */
  constructor(host: ReactiveControllerHost, adopt: (screens: Screens) => void) {
    this.#host = host;
    this.#adopt = adopt;
  }

  /** Whether they could not be fetched. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Resolves when those under way are here, or cannot be fetched. */
  get fetched(): Promise<void> | null {
    return this.#fetching;
  }

  /** They; `null` while they are not here. */
  want(): Screens | null {
    const { value } = roomScreens;
    if (!value) {
      this.#fetching = this.#fetch();
    } else if (!this.#screens) {
      this.#screens = value;
      this.#adopt(value);
    }
    return this.#screens;
  }

  /** Has the room drawn again, and so fetches them again. */
  readonly retry = (): void => {
    this.#host.requestUpdate();
  };

  async #fetch(): Promise<void> {
    try {
      await roomScreens.fetch();
    } catch {
      // Offline: each drawing tries again, but only the first failure is a reason to draw.
      if (this.#isMissing) return;
      this.#isMissing = true;
    }
    this.#host.requestUpdate();
  }
}

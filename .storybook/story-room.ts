import { html, LitElement, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import type { CallController, CallOptions, CallSeams, CallSnapshot, CallState } from '../src/core/index.js';
import { systemClock } from '../src/core/base/clock.js';
import { createMemoryRoom, type MemoryRoom, type MemoryRoomOptions } from '../src/testing/index.js';

/** The participants of a story's room, and what happens there. */
export interface Scene extends MemoryRoomOptions {
  /** The options of the local participant's call. */
  call?: CallOptions;
  seams?: Partial<CallSeams>;
  /** Runs before any participant joins. */
  prepare?: (room: MemoryRoom) => void;
  /**
   * What happens once the story has begun: by default, the local participant joins. The story is checked, for
   * accessibility too, when this is done, so it should wait for what the story shows. When the story ends, its waits
   * never resolve.
   */
  act?: (stage: Stage) => Promise<void>;
}

/** A clock whose timers never fire. */
export const stoppedClock: CallSeams['clock'] = { ...systemClock, after: () => () => undefined };

/** How much faster time passes by `hurriedClock`. */
const HURRY = 8;

/** A clock by which things that take some seconds take less than one: for a story that is about what comes of them. */
export const hurriedClock: CallSeams['clock'] = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * HURRY,
  after: (delayMs, callback) => systemClock.after(delayMs / HURRY, callback),
};

/** A room in memory and the local participant's call in it, for as long as the story is shown. */
export class Stage {
  readonly room: MemoryRoom;
  readonly call: CallController;
  /** Resolves once `act` is done. */
  readonly acted: Promise<void>;
  readonly #ended = new AbortController();

  constructor({ call, seams, prepare, act = (stage) => stage.joined(), ...options }: Scene) {
    this.room = createMemoryRoom({ room: 'Design review', ...options });
    prepare?.(this.room);
    this.call = this.room.createCall({ displayName: 'Sora Kim', ...call }, seams);
    this.acted = this.#whileShown(act(this));
  }

  /** Something that goes on while the story is checked, such as a call that never gets through. */
  meanwhile(act: Promise<unknown>): void {
    void this.#whileShown(act);
  }

  /** Resolves once the local participant has joined and is connected to all others, and the tags have rendered. */
  async joined(): Promise<void> {
    await this.until(
      ({ state, participants }) =>
        state === 'joined' &&
        participants.length > this.room.participants.length &&
        participants.every(({ connection }) => connection === 'connected'),
    );
    await drawn();
  }

  /** Resolves once the call is in prejoin, and the local devices are open or have failed. */
  async ready(): Promise<void> {
    await this.inState('prejoin');
    await this.until(({ self: { sources } }) => !sources.microphone.pending && !sources.camera.pending);
  }

  /** Resolves once the call is in that state. */
  inState(wanted: CallState): Promise<void> {
    return this.until(({ state }) => state === wanted);
  }

  /** Resolves once the condition is true for a snapshot; never if the story ends first. */
  until(isTrue: (snapshot: CallSnapshot) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.call.subscribe(check);
      const { call } = this;
      this.#ended.signal.addEventListener('abort', stop);
      check(call.snapshot);
      function check(snapshot: CallSnapshot): void {
        if (!isTrue(snapshot)) return;
        stop();
        resolve();
      }
    });
  }

  close(): void {
    this.#ended.abort();
    void this.room.close();
  }

  /** Calls that are pending when a story ends may fail: the next one, in the same page, has nothing to do with it. */
  async #whileShown(act: Promise<unknown>): Promise<void> {
    try {
      await act;
    } catch (error) {
      if (!this.#ended.signal.aborted) throw error;
    }
  }
}

/** Resolves once every tag below, in any shadow tree, has rendered. */
async function drawn(root: ParentNode = document): Promise<void> {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) await element.updateComplete;
    if (element.shadowRoot) await drawn(element.shadowRoot);
  }
}

const stages = new WeakMap<HTMLElement, Stage>();

/** The stage of a canvas; rendering again, in another theme or with other arguments, keeps it. */
function stageOn(canvas: HTMLElement, scene: Scene): Stage {
  const stage = stages.get(canvas) ?? new Stage(scene);
  stages.set(canvas, stage);
  return stage;
}

/** A story that plays in a room in memory. */
export function inRoom<Args>(
  scene: Scene,
  draw: (stage: Stage, args: Args, context: StoryContext<Args>) => TemplateResult,
): StoryObj<Args> {
  return {
    loaders: [
      async ({ canvasElement }) => {
        const stage = stageOn(canvasElement, scene);
        // The local participant joins last, so that all renderings of the story are alike.
        await stage.room.ready.catch(() => undefined);
        return { stage };
      },
    ],
    beforeEach:
      ({ canvasElement }) =>
      () => {
        stages.get(canvasElement)?.close();
        stages.delete(canvasElement);
      },
    render: (args, context) => draw(context.loaded['stage'] as Stage, args, context),
    // Storybook checks a story when its play is over, and fails it when that throws.
    async play({ loaded }) {
      await (loaded['stage'] as Stage).acted;
      await drawn();
    },
  };
}

/** A story of one tag: inside a joined room. */
export function insideRoom<Args>(scene: Scene, draw: (args: Args) => TemplateResult, lang?: string): StoryObj<Args> {
  return inRoom(
    scene,
    ({ room, call }, args: Args) =>
      html`<noom-room
        .call=${call}
        room=${room.name}
        display-name="Sora Kim"
        autojoin
        lang=${ifDefined(lang)}
        dir=${ifDefined(lang === 'ar' ? 'rtl' : undefined)}
      >
        ${draw(args)}
      </noom-room>`,
  );
}

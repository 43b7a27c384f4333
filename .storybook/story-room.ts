import { html, LitElement, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import type { CallController, CallOptions, CallSeams, CallSnapshot, CallState } from '../src/core/index.js';
import { systemClock } from '../src/core/base/clock.js';
import { createMemoryRoom, type MemoryRoom, type MemoryRoomOptions } from '../src/testing/index.js';

/** Who is in a story's room, and what happens there. */
export interface Scene extends MemoryRoomOptions {
  /** One's own call. */
  call?: CallOptions;
  seams?: Partial<CallSeams>;
  /** Before anybody of the page does anything. */
  prepare?: (room: MemoryRoom) => void;
  /**
   * What happens once the story has begun: by default, one joins. The story is checked, for accessibility too, when this is
   * done, so it waits for what the story is to show. What it waits for when the story ends never comes.
   */
  act?: (stage: Stage) => Promise<void>;
}

/** A clock that never strikes: whatever waits, waits for ever. */
export const stoppedClock: CallSeams['clock'] = { ...systemClock, after: () => () => undefined };

/** A room in memory and one's own call in it, there for as long as the story is on screen. */
export class Stage {
  readonly room: MemoryRoom;
  readonly call: CallController;
  /** Resolves once everything has happened. */
  readonly acted: Promise<void>;
  readonly #ended = new AbortController();

  constructor({ call, seams, prepare, act = (stage) => stage.joined(), ...options }: Scene) {
    this.room = createMemoryRoom({ room: 'Design review', ...options });
    prepare?.(this.room);
    this.call = this.room.createCall({ displayName: 'Sora Kim', ...call }, seams);
    this.acted = act(this).catch((error: unknown) => {
      // A story that ends early fails whatever it was about to do.
      if (!this.#ended.signal.aborted) throw error;
    });
  }

  /** Resolves once one is in the room and connected to everybody in it, and the tags have drawn it. */
  async joined(): Promise<void> {
    await this.until(
      ({ state, participants }) =>
        state === 'joined' &&
        participants.length > this.room.participants.length &&
        participants.every(({ connection }) => connection === 'connected'),
    );
    await drawn();
  }

  /** Resolves once one is before the call, and one's devices are open or known not to open. */
  async ready(): Promise<void> {
    await this.inState('prejoin');
    await this.until(({ self: { sources } }) => !sources.microphone.pending && !sources.camera.pending);
  }

  /** Resolves once one's call is in that state. */
  inState(wanted: CallState): Promise<void> {
    return this.until(({ state }) => state === wanted);
  }

  /** Resolves once a snapshot is as wished; never when the story ends before. */
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
}

/** Resolves once every tag below, in whatever shadow tree, has drawn itself. */
async function drawn(root: ParentNode = document): Promise<void> {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof LitElement) await element.updateComplete;
    if (element.shadowRoot) await drawn(element.shadowRoot);
  }
}

const stages = new WeakMap<HTMLElement, Stage>();

/** The stage behind a canvas; drawing again, in another theme or with other arguments, keeps it. */
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
        // Whoever looks at the room is the last to come in, so that every drawing of the story is alike.
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

/** A story of one tag: the room, joined, around whatever the tag needs. */
export function insideRoom<Args>(scene: Scene, draw: (args: Args) => TemplateResult, lang?: string): StoryObj<Args> {
  return inRoom(
    scene,
    ({ room, call }, args: Args) =>
      html`<noom-room .call=${call} room=${room.name} display-name="Sora Kim" autojoin lang=${ifDefined(lang)}>
        ${draw(args)}
      </noom-room>`,
  );
}

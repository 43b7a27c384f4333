import { CallError, type CallErrorCode } from '../../src/core/base/errors.js';
import { createColouredTrack, type Colour } from './coloured-track.js';
import { allConnected, introduce, PlaneWitness, wire, type CreatePlane } from './plane-pair.js';

/** One sentence of what a media plane does, and a check of it; `run` throws when it fails. The planes it makes reach one another. */
export interface PlaneCase {
  readonly name: string;
  run(createPlane: CreatePlane): Promise<void>;
}

/** Everything that a case uses and that has to end with it. */
export class Scene {
  readonly witnesses: PlaneWitness[] = [];
  readonly #createPlane: CreatePlane;
  readonly #tracks: MediaStreamTrack[] = [];

  constructor(createPlane: CreatePlane) {
    this.#createPlane = createPlane;
  }

  /** Planes of these names, with signals carried between them, not introduced yet. */
  planes<Names extends readonly string[]>(...names: Names): { [Index in keyof Names]: PlaneWitness } {
    const made = names.map((name) => new PlaneWitness(this.#createPlane, name));
    this.witnesses.push(...made);
    wire(made);
    return made as { [Index in keyof Names]: PlaneWitness };
  }

  /** Two planes that are connected. */
  async pair(): Promise<readonly [PlaneWitness, PlaneWitness]> {
    const pair = this.planes('ann', 'bob');
    introduce(pair);
    await allConnected(pair);
    return pair;
  }

  track(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    this.#tracks.push(track);
    return track;
  }

  close(): void {
    for (const witness of this.witnesses) witness.close();
    for (const track of this.#tracks) track.stop();
  }
}

/** A case that plays on a stage of its own. */
export function scene(name: string, play: (scene: Scene) => Promise<void>): PlaneCase {
  return {
    name,
    async run(createPlane) {
      const stage = new Scene(createPlane);
      try {
        await play(stage);
      } finally {
        stage.close();
      }
    },
  };
}

/** Fails unless two things are alike. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, got ${seen}`);
}

/** Fails unless that is refused with this code. */
export async function refuses(code: CallErrorCode, promise: Promise<unknown>): Promise<void> {
  const outcome = await promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );
  equal(outcome, code, 'refusal');
}

import { MovingScene } from './moving-scene.js';
import type { CreatePlane } from './plane-pair.js';

/** One sentence of what a switch between two planes does; `run` throws when it fails. */
export interface SwitchCase {
  readonly name: string;
  /** Planes of one kind reach one another, and no planes of the other kind. */
  run(createPresent: CreatePlane, createNext: CreatePlane): Promise<void>;
}

/** A case of two participants on a stage of its own. */
export function moving(name: string, play: (scene: MovingScene) => Promise<void>): SwitchCase {
  return {
    name,
    async run(createPresent, createNext) {
      const stage = new MovingScene(createPresent, createNext);
      try {
        await play(stage);
      } finally {
        stage.close();
      }
    },
  };
}

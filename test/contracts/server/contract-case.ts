import { ContractWorld, type Target } from './contract-world.js';
import type { Profile } from './profiles.js';

/**
 * One sentence of what docs/protocol.md promises, and how to see it on the wire; `run` throws when it does not hold.
 */
export interface ContractCase {
  readonly name: string;
  readonly profile: Profile;
  run(target: Target): Promise<void>;
}

/** A case for a server with that profile. */
export function contract(profile: Profile, name: string, play: (world: ContractWorld) => Promise<void>): ContractCase {
  return {
    name,
    profile,
    async run(target) {
      const world = new ContractWorld(target);
      try {
        await play(world);
      } finally {
        world.close();
      }
    },
  };
}

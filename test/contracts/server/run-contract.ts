import { after, before, describe, test } from 'node:test';
import type { ContractCase } from './contract-case.js';
import type { Target } from './contract-world.js';
import { PROFILES, type Profile } from './profiles.js';

/** Starts a server with that profile; or returns, in a sentence, why there is none. */
export type StartTarget = (profile: Profile) => Promise<Target | string>;

/** Runs the contract against servers: one for each profile, started before its cases and stopped after them. */
export function runContract(cases: readonly ContractCase[], start: StartTarget): void {
  for (const profile of Object.keys(PROFILES) as Profile[]) {
    describe(`a server with the profile "${profile}"`, () => {
      let target: Target | string = 'it was not started';
      before(async () => {
        target = await start(profile);
      });
      after(async () => {
        if (typeof target !== 'string') await target.stop();
      });
      for (const { name, run } of cases.filter((each) => each.profile === profile)) {
        test(name, async (t) => {
          if (typeof target === 'string') t.skip(target);
          else await run(target);
        });
      }
    });
  }
}

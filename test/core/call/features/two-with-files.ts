import type { SharedFile } from '../../../../src/core/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

/** A call of two. */
export interface Two {
  readonly world: CallWorld;
  readonly ann: Person;
  readonly bob: Person;
}

/**
 * For the tests of one `describe`: a call of Ann and Bob, taken before each and closed after it. Returns a function that
 * lets time pass.
 */
export function useTwo(take: (two: Two) => void): (ms: number) => Promise<void> {
  let world: CallWorld;

  beforeEach(async () => {
    world = new CallWorld();
    take({ world, ann: await world.join('Ann'), bob: await world.join('Bob') });
  });
  afterEach(() => world.close());

  return async (ms) => {
    world.clock.advance(ms);
    await turn();
  };
}

/** The files that a participant's call shows. */
export function filesAt({ call }: Person): readonly SharedFile[] {
  return call.snapshot.files;
}

/** The state of the newest file that a participant's call shows. */
export function stateAt(person: Person): string | undefined {
  return filesAt(person).at(-1)?.state;
}

/** Sends a message about files by itself, as a hostile page does. */
export async function say(person: Person, to: Person, message: object): Promise<void> {
  await person.planes[0]?.data.send(to.id, { channel: 'noom:file', data: JSON.stringify(message) });
  await turn();
}

/** Changes the pieces that a participant sends. */
export function tamper(person: Person, change: (frame: Uint8Array, count: number) => Uint8Array | null): void {
  let count = 0;
  const data = person.planes[0]?.data;
  if (!data) return;
  const send = data.send.bind(data);
  data.send = (to, sent, options) => {
    if (typeof sent.data === 'string') return send(to, sent, options);
    count += 1;
    const changed = change(sent.data, count);
    return changed === null ? Promise.resolve(new Map()) : send(to, { ...sent, data: changed }, options);
  };
}

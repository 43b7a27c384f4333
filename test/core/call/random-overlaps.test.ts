import { expect } from '@open-wc/testing';
import type { Participant } from '../../../src/core/index.js';
import type { Person } from '../../fakes/worlds/call-world.js';
import { MovingWorld } from '../../fakes/worlds/moving-world.js';
import { RandomActs } from '../../fakes/random-acts.js';
import { turn } from '../../fakes/turn.js';
import { IS_LONG } from '../../harness/long-run.js';
import { drawFrom } from '../../harness/random.js';

/**
 * The same seed is the same run: to repeat a failure alone, leave only its seed here. In the short form, two that found
 * faults, and some more.
 */
const SEEDS = IS_LONG ? Array.from({ length: 200 }, (_, index) => index + 1) : [15, 32, 1, 2, 3, 4, 5, 6, 7, 8];
const ACTS = 25;
/** Longer than anything is tried again after: a camera that did not fit four times is paused for 80 s, and then tried. */
const MENDED_MS = 110_000;

/** In what the others do not see someone as that one is. */
function differencesOf(seen: Participant, self: Participant): string[] {
  const found: string[] = [];
  if (seen.connection !== 'connected') found.push(seen.connection);
  if (seen.name !== self.name || seen.hand !== self.hand) found.push('name or hand');
  for (const key of ['microphone', 'camera', 'screen'] as const) {
    const [own, theirs] = [self.sources[key], seen.sources[key]];
    if (own.on !== theirs.on) found.push(`${key} is ${own.on ? 'on' : 'off'}`);
    else if (own.on && theirs.track?.readyState !== 'live') found.push(`${key} does not arrive`);
    if (own.paused === true || theirs.paused === true) found.push(`${key} is paused`);
  }
  return found;
}

/** What is not as it should be once everything is mended. */
function problemsOf(there: readonly Person[]): string[] {
  const problems: string[] = [];
  const ids = there.map(({ id }) => id).sort();
  for (const { call } of there) {
    const { self, state, topology, participants } = call.snapshot;
    if (state !== 'joined') problems.push(`${self.name} is ${state}`);
    if (topology !== there[0]?.call.snapshot.topology) problems.push(`${self.name} is in ${String(topology)}`);
    const known = participants.map(({ id }) => id).sort();
    if (String(known) !== String(ids))
      problems.push(`${self.name} sees ${participants.map(({ name }) => name).join()}`);
    for (const other of there) {
      const seen = participants.find(({ id }) => id === other.id);
      if (other.id === self.id || seen === undefined) continue;
      for (const difference of differencesOf(seen, other.call.snapshot.self))
        problems.push(`${other.call.snapshot.self.name} at ${self.name}: ${difference}`);
    }
  }
  return problems;
}

/** Which texts someone has not exactly once. */
function miscounted({ call }: Person, texts: readonly string[]): string[] {
  const { messages, self } = call.snapshot;
  return texts
    .map((text) => [text, messages.filter((message) => message.text === text).length] as const)
    .filter(([, count]) => count !== 1)
    .map(([text, count]) => `${self.name} has ${text} ${String(count)} times`);
}

describe('a call after everything happened at once', function () {
  this.timeout(60_000);

  for (const seed of SEEDS) {
    it(`is whole again, and everyone sees the same (seed ${String(seed)})`, async () => {
      const draw = drawFrom(seed);
      const world = new MovingWorld({ meshMax: draw.pick([2, 3, 20]) });
      const happened: string[] = [];
      try {
        const stay = await world.enterAll('Ann', 'Bob', 'Cas');
        const guest = await world.enter('Dan');
        const [host = guest] = stay;
        await world.pass(300);
        const random = new RandomActs(world, { host, guest, all: [...stay, guest] }, draw);
        for (let count = 0; count < ACTS; count += 1) {
          const what = random.act();
          const gapMs = draw.pick([0, 0, 10, 100, 400, 1500, 7000]);
          happened.push(`${what}, ${String(gapMs)} ms`);
          if (gapMs > 0) await world.pass(gapMs, 100);
          else if (draw.below(2) === 0) await turn();
        }
        random.mend();
        await world.pass(MENDED_MS, 500);
        const there = [...stay, guest].filter(({ call }) => call.snapshot.state !== 'left');
        const problems = [...problemsOf(there), ...stay.flatMap((person) => miscounted(person, random.texts))];
        expect(problems, happened.join('; ')).to.deep.equal([]);
      } finally {
        await world.close();
      }
    });
  }
});

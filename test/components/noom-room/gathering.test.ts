import { expect } from '@open-wc/testing';
import { Gathering } from '../../../src/components/noom-room/ui/announcements/gathering.js';
import type { Participant } from '../../../src/core/index.js';
import { initialSnapshot } from '../../../src/core/model/snapshot.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** As long as is gathered. */
const GATHERED_MS = 4_000;

function person(id: string, changed: Partial<Participant> = {}): Participant {
  return { ...initialSnapshot('').self, id, name: id, isLocal: false, ...changed };
}

describe('announcements that are gathered', () => {
  it('are one for all within some seconds, and none for what is over by then', () => {
    const clock = new FakeClock();
    const told: string[] = [];
    const tell = (participants: readonly Participant[]): void => {
      told.push(participants.map(({ name }) => name).join());
    };
    const gathering = new Gathering(tell, { clock });
    for (const id of ['Ann', 'Bob', 'Ann', 'Cas']) gathering.add(person(id));
    gathering.drop(person('Cas'));
    expect(told).to.deep.equal([]);
    clock.advance(GATHERED_MS);
    expect(told.splice(0)).to.deep.equal(['Ann,Bob']);
    const prompt = new Gathering(tell, { clock, isPrompt: true });
    for (const id of ['Dee', 'Eve', 'Fay']) prompt.add(person(id));
    expect(told.splice(0)).to.deep.equal(['Dee']);
    prompt.clear();
    clock.advance(GATHERED_MS);
    expect([told.length, clock.pending]).to.deep.equal([0, 0]);
    prompt.add(person('Gus'));
    prompt.add(person('Hal'));
    clock.advance(GATHERED_MS);
    expect(told).to.deep.equal(['Gus', 'Hal']);
  });
});

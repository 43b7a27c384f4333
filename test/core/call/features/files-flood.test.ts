import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';
import { until } from '../../../harness/until.js';

/** As docs/protocol.md says. */
const MOST_TEXTS = 3000;
const MOST_CHARACTERS = 4 * 1024 * 1024;

describe('texts about files', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  let cas: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
    cas = await world.join('Cas');
    // What they said about earlier files counts no more.
    world.clock.advance(10_000);
  });
  afterEach(() => world.close());

  const say = async (person: Person, data: string): Promise<void> => {
    await person.planes[0]?.data.send(bob.id, { channel: 'noom:file', data });
  };
  const offer = (id: string): string =>
    JSON.stringify({ offer: { id, name: `${id}.bin`, sizeBytes: 5, type: '', at: 0 } });
  const shown = (): string[] => bob.call.snapshot.files.map(({ id }) => id);

  it('are read, 3000 in ten seconds at most, and those of the others still are', async () => {
    const idle = [
      { stop: { id: 'x', reason: 'stopped' } },
      { kept: { id: 'x', pieces: 1 } },
      { received: { id: 'x' } },
    ];
    for (let count = 1; count < MOST_TEXTS; count += 1) await say(ann, JSON.stringify(idle[count % 3]));
    await say(ann, offer('last'));
    await say(ann, offer('one more'));
    await say(cas, offer('other'));
    await turn();
    expect(shown()).to.deep.equal(['last', 'other']);
    world.clock.advance(9_999);
    await say(ann, offer('early'));
    world.clock.advance(1);
    await say(ann, offer('in time'));
    await turn();
    expect(shown()).to.deep.equal(['last', 'other', 'in time']);
  });

  it('are read, four million characters in ten seconds at most', async () => {
    const [one, two] = [offer('one'), offer('two')];
    const rest = MOST_CHARACTERS - one.length;
    const large = 'x'.repeat(200 * 1024);
    for (let sent = 0; sent < rest; sent += large.length) await say(ann, large.slice(0, rest - sent));
    await say(ann, one);
    await say(ann, two);
    await turn();
    expect(shown()).to.deep.equal(['one']);
  });

  it('about one that is sent change nothing beyond their number, and the file arrives', async () => {
    await ann.call.sendFile(new File(['tea'], 'tea.txt'));
    await until(() => bob.call.snapshot.files.length === 1);
    const [file] = bob.call.snapshot.files;
    const flood = JSON.stringify({ kept: { id: file?.id, pieces: 0 } });
    for (let count = 0; count < MOST_TEXTS / 2; count += 1) {
      await bob.planes[0]?.data.send(ann.id, { channel: 'noom:file', data: flood });
    }
    await file?.accept();
    await until(() => bob.call.snapshot.files[0]?.state === 'done');
  });
});

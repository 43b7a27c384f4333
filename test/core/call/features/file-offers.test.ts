import { expect } from '@open-wc/testing';
import type { SharedFile } from '../../../../src/core/index.js';
import type { CallWorld, Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';
import { until } from '../../../harness/until.js';
import { filesAt, say, useTwo } from './two-with-files.js';

const fileOf = (name: string): File => new File(['t'], name);

const newestAt = (person: Person): SharedFile | undefined => filesAt(person).at(-1);

describe('the offer of a file', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  const pass = useTwo((two) => {
    ({ world, ann, bob } = two);
  });
  /** Offers of a page that holds nothing back. */
  const flood = async (count: number, first = 0): Promise<void> => {
    for (let index = first; index < first + count; index += 1) {
      void say(ann, bob, {
        offer: { id: String(index), name: `${String(index)}.txt`, sizeBytes: 1, type: '', at: 0 },
      });
    }
    await turn();
  };

  it('shows at most 50 offers of one participant, and tells who sends more', async () => {
    await flood(60);
    expect(filesAt(bob).length).to.equal(50);
    expect(bob.heard('noom-file-offered').length).to.equal(50);
  });

  it('gives its place to another once it is declined or here', async () => {
    for (let count = 0; count < 50; count += 1) await ann.call.sendFile(fileOf(String(count)));
    await until(() => filesAt(bob).length === 50);
    expect(await codeOf(ann.call.sendFile(fileOf('one more')))).to.equal('rate-limited');
    const [first, ...rest] = filesAt(bob);
    await first?.accept();
    for (const file of rest) file.decline();
    await until(() => filesAt(ann).every(({ state }) => state === 'done' || state === 'declined'));
    await pass(10_000);
    for (let count = 0; count < 50; count += 1) await ann.call.sendFile(fileOf(`later ${String(count)}`));
    await until(() => filesAt(bob).length === 100);
    const states = [bob, ann].map(({ call }) => call.snapshot.files.slice(50).map(({ state }) => state));
    expect(new Set(states.flat())).to.deep.equal(new Set(['offered']));
  });

  it('waits for who has 50 on offer, and is offered as they answer; others have it at once', async () => {
    const cas = await world.join('Cas');
    for (let count = 0; count < 50; count += 1) await ann.call.sendFile(fileOf(String(count)));
    await until(() => filesAt(bob).length === 50 && filesAt(cas).length === 50);
    for (const file of filesAt(cas)) file.decline();
    await pass(10_000);
    await ann.call.sendFile(fileOf('one more'));
    await until(() => filesAt(cas).length === 51);
    expect(filesAt(bob).length).to.equal(50);
    const recipients = (): string[] => newestAt(ann)?.recipients.map(({ name }) => name) ?? [];
    expect(recipients()).to.deep.equal(['Cas']);
    filesAt(bob)[7]?.decline();
    await turn();
    await pass(250);
    await until(() => newestAt(bob)?.name === 'one more');
    expect([recipients(), newestAt(bob)?.state]).to.deep.equal([['Cas', 'Bob'], 'offered']);
  });

  it('is offered to a newcomer however many there were: the newest at once, the others as they answer', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 40; count += 1) await ann.call.sendFile(fileOf(`${String(round)}-${String(count)}`));
      await until(() => filesAt(bob).length === 40 * (round + 1));
      for (const file of filesAt(bob)) file.decline();
      await pass(10_000);
    }
    const dan = await world.join('Dan');
    const names = (): string[] => filesAt(dan).map(({ name }) => name);
    await until(() => names().length === 50);
    expect([names()[0], names()[49]]).to.deep.equal(['0-30', '1-39']);
    for (const file of filesAt(dan)) file.decline();
    await turn();
    await pass(250);
    expect(names().length, 'within ten seconds').to.equal(50);
    await pass(10_000);
    await until(() => names().length === 80);
    expect(filesAt(ann)[0]?.recipients.map(({ name, state }) => [name, state])).to.deep.equal([
      ['Bob', 'declined'],
      ['Dan', 'offered'],
    ]);
  });

  it('waits for ten seconds to be over where 50 were answered in them, though nothing else happens', async () => {
    for (let count = 0; count < 50; count += 1) await ann.call.sendFile(fileOf(String(count)));
    await until(() => filesAt(bob).length === 50);
    for (const file of filesAt(bob)) file.decline();
    await turn();
    await pass(1000);
    await ann.call.sendFile(fileOf('one more'));
    await pass(8000);
    expect(filesAt(bob).length).to.equal(50);
    await pass(1000);
    await pass(250);
    expect([newestAt(bob)?.name, newestAt(bob)?.state]).to.deep.equal(['one more', 'offered']);
  });

  it('is shown with 100 new ones of one participant in ten seconds, whatever becomes of them', async () => {
    for (let round = 0; round < 6; round += 1) {
      await flood(20, round * 20);
      for (const file of filesAt(bob)) file.decline();
    }
    expect(bob.heard('noom-file-offered').length).to.equal(100);
    await pass(10_000);
    await flood(1, 200);
    expect(newestAt(bob)?.state).to.equal('offered');
  });

  it('is not pushed out by the offers of another', async () => {
    const cas = await world.join('Cas');
    await cas.call.sendFile(fileOf('of Cas'));
    await until(() => filesAt(bob).length === 1);
    newestAt(bob)?.decline();
    for (let round = 0; round < 8; round += 1) {
      await flood(40, round * 40);
      for (const file of filesAt(bob)) file.decline();
      await pass(10_000);
    }
    const { files } = bob.call.snapshot;
    expect([files.length, files[0]?.name, files.at(-1)?.name]).to.deep.equal([300, 'of Cas', '319.txt']);
  });
});

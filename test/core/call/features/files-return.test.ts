import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/core/index.js';
import type { CallWorld, Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';
import { until } from '../../../harness/until.js';
import { filesAt, stateAt, tamper, useTwo } from './two-with-files.js';

/** As long as a server keeps a seat. */
const GRACE_MS = 30_000;

describe('files of who loses the connection and comes back', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;
  const pass = useTwo((two) => {
    ({ world, ann, bob } = two);
  });

  const offer = async (count = 1): Promise<void> => {
    for (let index = 0; index < count; index += 1) await ann.call.sendFile(new File(['tea'], `${String(index)}.txt`));
  };
  /** What happens while Bob is away, for the others as well. */
  const whileAway = async (act: () => unknown): Promise<void> => {
    world.signaling.drop(bob.id);
    await pass(GRACE_MS);
    expect(ann.others).to.deep.equal([]);
    await act();
    world.signaling.restore(bob.id);
    await until(() => ann.others.length === 1 && ann.seen('Bob').connection === 'connected');
    await turn();
  };

  it('wait for an answer again where there was none', async () => {
    await offer();
    await until(() => stateAt(bob) === 'offered');
    await whileAway(() => {
      expect(stateAt(ann)).to.equal('paused');
    });
    expect([stateAt(ann), stateAt(bob)]).to.deep.equal(['offered', 'offered']);
    await filesAt(bob)[0]?.accept();
    await until(() => stateAt(ann) === 'done' && stateAt(bob) === 'done');
  });

  it('are gone that were stopped meanwhile, and give their places to those offered since', async () => {
    await offer(50);
    await until(() => filesAt(bob).length === 50);
    await whileAway(() => {
      for (const file of filesAt(ann)) file.cancel();
    });
    expect([...new Set(filesAt(bob).map(({ state }) => state))]).to.deep.equal(['gone']);
    await pass(10_000);
    await offer();
    await until(() => filesAt(bob).length === 51);
    expect([stateAt(ann), stateAt(bob)]).to.deep.equal(['offered', 'offered']);
  });

  it('are gone that were stopped after they were given up, too', async () => {
    await offer();
    await until(() => stateAt(bob) === 'offered');
    await whileAway(async () => {
      for (let seconds = 0; seconds < 125; seconds += 1) await pass(1000);
      expect(filesAt(ann)[0]?.recipients[0]?.state).to.equal('gone');
      filesAt(ann)[0]?.cancel();
    });
    expect(stateAt(bob)).to.equal('gone');
  });

  it('have failed for their sender, too, whose connection is lost as they fail', async () => {
    tamper(ann, (frame) => {
      frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
      return frame;
    });
    await offer();
    await until(() => stateAt(bob) === 'offered');
    const data = bob.planes[0]?.data;
    if (data === undefined) throw new Error('Bob has no plane.');
    const send = data.send.bind(data);
    data.send = (to, sent, options) => {
      if (!String(sent.data).includes('"stop"')) return send(to, sent, options);
      data.send = send;
      return Promise.reject(new CallError('not-allowed'));
    };
    await filesAt(bob)[0]?.accept();
    await until(() => stateAt(bob) === 'failed');
    expect(stateAt(ann)).to.equal('transferring');
    ann.planes[0]?.renewLink(bob.id);
    await turn();
    expect([stateAt(ann), filesAt(bob)[0]?.failure]).to.deep.equal(['failed', 'damaged']);
  });
});

import { expect } from '@open-wc/testing';
import type { MemoryPlane } from '../../../../src/testing/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';

const CHANNEL = 'noom:reaction';
const seen = (person: Person): string[] =>
  person.heard('noom-reaction').map(({ participant, emoji }) => `${participant.name} ${emoji}`);
const dataOf = ({ planes: [plane] }: Person): MemoryPlane['data'] => {
  if (plane === undefined) throw new Error('They have not joined.');
  return plane.data;
};

describe('reactions', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  /** Whom Ann named to the server, each time. */
  const addressees = (): unknown[] => ann.asked('react').map((asked) => 'to' in asked && asked.to);
  const sendText = async (data: string | Uint8Array): Promise<void> => {
    await ann.planes[0]?.data.send(bob.id, { channel: CHANNEL, data });
  };
  const send = (id: string, emoji = '👏'): Promise<void> => sendText(JSON.stringify({ id, emoji }));

  it('go peer to peer, and are told to all, also to the local participant', async () => {
    await ann.call.react('👏');
    await turn();
    expect([seen(ann), seen(bob)]).to.deep.equal([['Ann 👏'], ['Ann 👏']]);
    expect(ann.asked('react')).to.deep.equal([]);
  });

  it('are told to the local participant at once, whatever the way to the others', async () => {
    bob.planes[0]?.setPath('interrupted');
    world.signaling.drop(ann.id);
    await turn();
    const sending = ann.call.react('👏');
    expect(seen(ann)).to.deep.equal(['Ann 👏']);
    await sending;
    expect([seen(ann), seen(bob)]).to.deep.equal([['Ann 👏'], []]);
  });

  it('are relayed to those whom no connection reaches, and to no others', async () => {
    const cas = await world.join('Cas');
    cas.planes[0]?.setPath('failed');
    await ann.call.react('👏');
    await turn();
    expect([seen(bob), seen(cas)]).to.deep.equal([['Ann 👏'], ['Ann 👏']]);
    expect(addressees()).to.deep.equal([[cas.id]]);
  });

  it('go both ways while a link is being restored, by data without the server, and are shown once', async () => {
    bob.planes[0]?.setPath('interrupted');
    await ann.call.react('👏');
    await turn();
    expect([addressees(), seen(bob)]).to.deep.equal([[[bob.id]], ['Ann 👏']]);
    bob.planes[0]?.setPath('connected');
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 👏']);

    bob.planes[0]?.setPath('interrupted');
    world.signaling.drop(ann.id);
    await turn();
    await ann.call.react('🎉');
    bob.planes[0]?.setPath('connected');
    await turn();
    expect([addressees(), seen(bob)]).to.deep.equal([[[bob.id]], ['Ann 👏', 'Ann 🎉']]);
    world.signaling.restore(ann.id);
    await turn();
    expect([addressees().length, seen(bob)]).to.deep.equal([2, ['Ann 👏', 'Ann 🎉']]);
  });

  it('with the same id are shown once, however they come, and again of another participant', async () => {
    const cas = await world.join('Cas');
    await send('1');
    await send('1', '🎉');
    await ann.transports[0]?.request('react', { id: '1', emoji: '🎉' });
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 👏']);
    await cas.transports[0]?.request('react', { id: '1', emoji: '🎉' });
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 👏', 'Cas 🎉']);
  });

  it('go by the server where the data channel does not take them in time, and are not sent by data later', async () => {
    const cas = await world.join('Cas');
    const data = dataOf(ann);
    const send = data.send.bind(data);
    let isAborted = false;
    // The channel to Bob has no room.
    data.send = (to, frame, options) => {
      if (to !== bob.id) return send(to, frame, options);
      return new Promise((_, reject) => {
        options?.signal?.addEventListener('abort', () => {
          isAborted = true;
          reject(new DOMException('', 'AbortError'));
        });
      });
    };
    const sending = ann.call.react('👏');
    await turn();
    world.clock.advance(4_999);
    await turn();
    expect([seen(cas), seen(bob), isAborted]).to.deep.equal([['Ann 👏'], [], false]);
    world.clock.advance(1);
    await sending;
    await turn();
    expect([seen(bob), isAborted, addressees()]).to.deep.equal([['Ann 👏'], true, [[bob.id]]]);
  });

  it('go by the server too where the link is lost in the seconds after a channel took them', async () => {
    const data = dataOf(ann);
    data.send = () => Promise.resolve(new Map());
    await ann.call.react('👏');
    await turn();
    world.clock.advance(4_999);
    expect([seen(bob), addressees()]).to.deep.equal([[], []]);
    bob.planes[0]?.setPath('interrupted');
    await turn();
    expect([seen(bob), addressees()]).to.deep.equal([['Ann 👏'], [[bob.id]]]);
    // Each once: neither the next state of the link nor a later one sends it again.
    bob.planes[0]?.setPath('failed');
    await turn();
    bob.planes[0]?.setPath('connected');
    await ann.call.react('🎉');
    await turn();
    world.clock.advance(5_000);
    bob.planes[0]?.setPath('interrupted');
    await turn();
    expect([seen(bob), addressees().length]).to.deep.equal([['Ann 👏'], 1]);
  });

  it('go by data while the server is away, and by the server when it is back in time', async () => {
    const cas = await world.join('Cas');
    cas.planes[0]?.setPath('failed');
    world.signaling.drop(ann.id);
    await turn();
    expect(ann.call.snapshot.state).to.equal('reconnecting');
    await ann.call.react('👏');
    await turn();
    expect([seen(bob), seen(cas)]).to.deep.equal([['Ann 👏'], []]);
    world.clock.advance(4_999);
    world.signaling.restore(ann.id);
    await turn();
    expect(seen(cas)).to.deep.equal(['Ann 👏']);

    world.signaling.drop(ann.id);
    await turn();
    await ann.call.react('🎉');
    world.clock.advance(5_000);
    world.signaling.restore(ann.id);
    await turn();
    expect(seen(cas)).to.deep.equal(['Ann 👏']);
  });

  it('are sent again where the connection to the server is lost before the answer', async () => {
    const cas = await world.join('Cas');
    cas.planes[0]?.setPath('failed');
    ann.handleRequest = (name) => {
      ann.handleRequest = () => undefined;
      if (name === 'react') world.signaling.drop(ann.id);
    };
    await ann.call.react('👏');
    await turn();
    world.signaling.restore(ann.id);
    await turn();
    expect(seen(cas)).to.deep.equal(['Ann 👏']);
  });

  it('are at most 20 in ten seconds, and one emoji each', async () => {
    for (const text of ['', 'x', '👏👏', '👏 ', '7', '<b>👏</b>', 'x'.repeat(1024 * 1024)]) {
      expect(await codeOf(ann.call.react(text)), text.slice(0, 9)).to.equal('not-allowed');
    }
    for (let count = 0; count < 20; count += 1) await ann.call.react('👩🏽‍❤️‍💋‍👨🏻');
    expect(await codeOf(ann.call.react('👏'))).to.equal('rate-limited');
    world.clock.advance(9_999);
    expect(await codeOf(ann.call.react('👏'))).to.equal('rate-limited');
    world.clock.advance(1);
    await ann.call.react('🇰🇷');
    await turn();
    expect([seen(bob).length, seen(ann).length]).to.deep.equal([21, 21]);
  });

  it('are dropped when they are invalid, or of a participant who has left', async () => {
    for (const data of [
      '',
      '{',
      '{"id":"1"}',
      '{"id":"1","emoji":"x"}',
      '{"id":5,"emoji":"👏"}',
      `"${'x'.repeat(9)}"`,
    ]) {
      await ann.planes[0]?.data.send(bob.id, { channel: CHANNEL, data });
    }
    const { id } = ann;
    await ann.call.leave();
    await turn();
    expect(bob.others).to.not.include('Ann');
    expect([id.length > 0, seen(bob)]).to.deep.equal([true, []]);
  });

  it('shows 40 of one participant in ten seconds, and those of the others all the same', async () => {
    const cas = await world.join('Cas');
    for (let count = 0; count < 50; count += 1) await send(String(count));
    await cas.call.react('🎉');
    await turn();
    expect(seen(bob).filter((text) => text === 'Ann 👏').length).to.equal(40);
    expect(seen(bob)).to.include('Cas 🎉');
  });

  it('reads 80 of one participant in ten seconds, by data and by the server together, and no more', async () => {
    for (let count = 0; count < 40; count += 1) {
      await sendText('{');
      await ann.transports[0]?.request('react', { id: 'same', emoji: '🎉' });
    }
    await send('late');
    await ann.transports[0]?.request('react', { id: 'later', emoji: '👏' });
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 🎉']);
    world.clock.advance(10_000);
    await send('in time');
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 🎉', 'Ann 👏']);
  });

  it('are not parsed when they are longer than a reaction', async () => {
    const padded = (id: string, length: number): string => JSON.stringify({ id, emoji: '👏' }).padEnd(length);
    await sendText(padded('1', 1025));
    await turn();
    expect(seen(bob)).to.deep.equal([]);
    await sendText(padded('1', 1024));
    await turn();
    expect(seen(bob)).to.deep.equal(['Ann 👏']);
  });

  it('remembers 64 of one participant', async () => {
    for (const batch of [0, 1]) {
      for (let count = 0; count < 40; count += 1) await send(`${String(batch)} ${String(count)}`);
      world.clock.advance(10_000);
    }
    const before = seen(bob).length;
    await send('1 0');
    await send('0 39');
    await send('0 0');
    expect(seen(bob).length - before).to.equal(1);
  });

  it('need a room', async () => {
    const cas = world.create('Cas');
    expect(await codeOf(cas.call.react('👏'))).to.equal('not-allowed');
  });

  it('give raised hands one order, for the local participant and those who come later too', async () => {
    await bob.call.raiseHand(true);
    await ann.call.raiseHand(true);
    const cas = await world.join('Cas');
    const orders = ({ call }: Person): object =>
      Object.fromEntries(call.snapshot.participants.map(({ name, handOrder }) => [name, handOrder]));
    for (const person of [ann, bob, cas]) expect(orders(person)).to.include({ Ann: 2, Bob: 1 });
    await bob.call.raiseHand(false);
    expect(bob.call.snapshot.self.handOrder).to.equal(0);
  });
});

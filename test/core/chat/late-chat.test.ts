import { expect } from '@open-wc/testing';
import type { ChatChannel } from '../../../src/core/chat/chat-channel.js';
import { LateChat } from '../../../src/core/features/late-chat.js';
import { ChatWorld } from '../../fakes/chat-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';

/** A chat whose code comes, or does not, when a test says so. */
class LateWorld {
  readonly world = new ChatWorld('ann');
  readonly fetches: { come: () => void; fail: () => void }[] = [];
  readonly late = new LateChat(
    () =>
      new Promise<ChatChannel>((resolve, reject) => {
        const come = (): void => {
          resolve(this.world.chat);
        };
        const fail = (): void => {
          reject(new TypeError('Failed to fetch'));
        };
        this.fetches.push({ come, fail });
      }),
  );

  hear(text: string): void {
    const data = JSON.stringify({ id: text, text, at: 0 });
    this.late.handle((chat) => {
      chat.handleData('ann', 'noom:chat', data);
    });
  }

  get texts(): string[] {
    return this.world.messages.map(({ text }) => text);
  }
}

describe('a chat whose code is not there yet', () => {
  let world: LateWorld;

  beforeEach(() => {
    world = new LateWorld();
  });

  it('is fetched with the first fact, once', () => {
    expect(world.fetches).to.have.length(0);
    world.hear('one');
    world.hear('two');
    expect(world.fetches).to.have.length(1);
  });

  it('loses nothing that comes meanwhile, and keeps the order, also of what one writes oneself', async () => {
    world.hear('one');
    const sent = world.late.send('two', null);
    world.hear('three');
    world.fetches[0]?.come();
    await sent;
    world.hear('four');
    expect(world.texts).to.deep.equal(['one', 'three', 'two', 'four']);
  });

  it('says so when it cannot be fetched, and tries again with the next message', async () => {
    world.hear('one');
    const sent = codeOf(world.late.send('two', null));
    world.fetches[0]?.fail();
    expect(await sent).to.equal('internal');
    world.hear('three');
    world.fetches[1]?.come();
    await turn();
    expect(world.texts).to.deep.equal(['one', 'three']);
  });

  it('keeps a thousand facts at most while it cannot be fetched', async () => {
    for (let index = 0; index < 1100; index += 1)
      world.late.handle(() => world.world.relayed.push({ id: '', text: '' }));
    world.fetches[0]?.come();
    await turn();
    expect(world.world.relayed).to.have.length(1000);
  });

  it('keeps four million characters of others at most while it cannot be fetched', async () => {
    for (let index = 0; index < 20; index += 1) {
      const characters = 1024 * 1024;
      world.late.handle(() => world.world.relayed.push({ id: '', text: '' }), { characters });
    }
    world.fetches[0]?.come();
    await turn();
    expect(world.world.relayed).to.have.length(4);
  });

  it('is told nothing, and sends nothing, once one has left', async () => {
    world.hear('one');
    const sent = codeOf(world.late.send('two', null));
    world.late.close();
    world.fetches[0]?.come();
    expect(await sent).to.equal('not-allowed');
    expect(world.texts).to.deep.equal([]);
  });
});

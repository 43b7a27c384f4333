import { expect } from '@open-wc/testing';
import { Lazy } from '../../../src/core/base/lazy.js';
import { CallError } from '../../../src/core/base/errors.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';

/** A value that is loaded, or is not, when a test says so; it records the work that is done with it. */
class LazyWorld {
  readonly done: string[] = [];
  readonly loads: { come: () => void; fail: () => void }[] = [];
  readonly lazy = new Lazy(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const come = (): void => {
          resolve(this.done);
        };
        const fail = (): void => {
          reject(new TypeError('Failed to fetch'));
        };
        this.loads.push({ come, fail });
      }),
  );

  queue(text: string, options: { isReason?: boolean; length?: number } = {}): void {
    this.lazy.queue((done) => done.push(text), options);
  }

  async come(): Promise<void> {
    this.loads.at(-1)?.come();
    await turn();
  }
}

describe('a value that is loaded on demand', () => {
  let world: LazyWorld;
  beforeEach(() => {
    world = new LazyWorld();
  });

  it('is loaded with the first work for it, once', () => {
    expect(world.loads).to.have.length(0);
    world.queue('one');
    world.queue('two');
    world.lazy.prefetch();
    expect(world.loads).to.have.length(1);
  });

  it('is not loaded for work that is no reason to, which is done later nevertheless', async () => {
    world.queue('one', { isReason: false });
    expect(world.loads).to.have.length(0);
    world.queue('two');
    await world.come();
    expect(world.done).to.deep.equal(['one', 'two']);
  });

  it('gets all work in order, awaited work too', async () => {
    world.queue('one');
    const two = world.lazy.run((done) => done.push('two'));
    world.queue('three');
    await world.come();
    expect(await two).to.equal(2);
    world.queue('four');
    expect(world.done).to.deep.equal(['one', 'two', 'three', 'four']);
  });

  it('is there at once where it needs no loading', () => {
    const lazy = new Lazy(() => world.done);
    lazy.queue((done) => done.push('one'));
    expect(world.done).to.deep.equal(['one']);
    expect(lazy.value).to.equal(world.done);
  });

  it('rejects awaited work when it cannot be loaded, keeps other work, and is tried again', async () => {
    world.queue('one');
    const two = world.lazy.run((done) => done.push('two'));
    world.loads[0]?.fail();
    const error = await two.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(CallError);
    expect(error).to.include({ code: 'internal', message: 'A part of the call could not be loaded.' });
    world.queue('three');
    await world.come();
    expect(world.done).to.deep.equal(['one', 'three']);
  });

  it('passes on what awaited work throws, and goes on with the next', async () => {
    const failing = world.lazy.run(() => {
      throw new CallError('not-allowed');
    });
    world.queue('two');
    await world.come();
    expect(await codeOf(failing)).to.equal('not-allowed');
    expect(world.done).to.deep.equal(['two']);
  });

  it('keeps a thousand works at most while it cannot be loaded, and rejects one more that is awaited', async () => {
    for (let index = 0; index < 1100; index += 1) world.queue('one');
    expect(await codeOf(world.lazy.run(() => undefined))).to.equal('rate-limited');
    await world.come();
    expect(world.done).to.have.length(1000);
  });

  it('keeps four million characters of other participants at most while it cannot be loaded', async () => {
    for (let index = 0; index < 20; index += 1) world.queue('one', { length: 1024 * 1024 });
    await world.come();
    expect(world.done).to.have.length(4);
  });

  it('does no work that was dropped, and rejects what is awaited of it', async () => {
    world.queue('one');
    const two = codeOf(world.lazy.run((done) => done.push('two')));
    world.lazy.drop(new CallError('not-allowed'));
    await world.come();
    expect([await two, world.done]).to.deep.equal(['not-allowed', []]);
  });
});

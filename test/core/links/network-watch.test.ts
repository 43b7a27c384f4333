import { expect } from '@open-wc/testing';
import { NetworkWatch } from '../../../src/core/features/healing/network-watch.js';
import type { RestartReason } from '../../../src/core/media/media-plane.js';
import { CallWorld } from '../../fakes/worlds/call-world.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { turn } from '../../fakes/turn.js';

class FakeNetwork extends EventTarget {
  type: string | undefined;

  /** The browser reports a change: of the type, or of its estimates alone. */
  change(type = this.type): void {
    this.type = type;
    this.dispatchEvent(new Event('change'));
  }
}

describe('a network that the browser tells about', () => {
  let clock: FakeClock;
  let network: FakeNetwork;
  let watch: NetworkWatch;
  let told: string[];

  const start = (type?: string): void => {
    network = new FakeNetwork();
    network.type = type;
    watch = new NetworkWatch({
      clock,
      network,
      handleSuspected: () => told.push('suspected'),
      handleMoved: () => told.push('moved'),
    });
  };
  const news = (): string[] => told.splice(0);

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    start();
  });
  afterEach(() => {
    watch.close();
    network.change('bluetooth');
    expect(told, 'told after the end').to.deep.equal([]);
  });

  it('is another one when its type is, at once, each time', () => {
    start('wifi');
    network.change('cellular');
    network.change('wifi');
    expect(news()).to.deep.equal(['suspected', 'moved', 'suspected', 'moved']);
  });

  it('is the same when it is back with the same type, and nothing is done while there is none', () => {
    start('wifi');
    network.change('none');
    expect(news()).to.deep.equal([]);
    network.change('wifi');
    expect(news()).to.deep.equal(['suspected']);
  });

  it('may be another one when estimates change, which is looked at every 10 s at most', () => {
    for (let second = 0; second < 25; second += 1) {
      network.change();
      clock.advance(1000);
    }
    expect(news()).to.deep.equal(['suspected', 'suspected', 'suspected']);
  });

  it('is another one when estimates changed and the server was lost within 15 s, once', () => {
    network.change();
    clock.advance(15_000);
    watch.handleReturn();
    watch.handleReturn();
    expect(news()).to.deep.equal(['suspected', 'moved']);
  });

  it('is the same when the server is lost later, or without a change', () => {
    watch.handleReturn();
    network.change();
    clock.advance(15_001);
    watch.handleReturn();
    expect(news()).to.deep.equal(['suspected']);
  });

  it('that changed its type is not told again when the server that was lost by it is back', () => {
    start('wifi');
    network.change('cellular');
    watch.handleReturn();
    expect(news()).to.deep.equal(['suspected', 'moved']);
  });
});

describe('a call whose network changes', () => {
  let world: CallWorld;
  let network: FakeNetwork;

  beforeEach(() => {
    world = new CallWorld();
    network = new FakeNetwork();
    network.type = 'wifi';
    replace(navigator, 'connection', network);
  });
  afterEach(async () => {
    restore();
    await world.close();
  });

  it('restarts each link at once, twice a minute at most, and checks the connection to the server', async () => {
    const ann = await world.join('Ann');
    await world.join('Bob');
    await turn();
    const [plane] = ann.planes;
    const [transport] = ann.transports;
    if (plane === undefined || transport === undefined) throw new Error('Ann has not joined.');
    const done: string[] = [];
    replace(plane, 'restart', (reason: RestartReason, id?: string) => {
      done.push(`${reason}${id === undefined ? '' : ' Bob'}`);
    });
    transport.check = () => {
      done.push('checked');
      return Promise.resolve();
    };
    for (const type of ['cellular', 'wifi', 'cellular']) network.change(type);
    const once = ['checked', 'network-changed'];
    expect(done).to.deep.equal([...once, 'asked Bob', ...once, 'asked Bob', ...once]);
    await ann.call.leave();
    network.change('wifi');
    expect(done).to.have.length(8);
  });

  it('restarts no link because estimates change, and all when the server was lost at that time', async () => {
    const ann = await world.join('Ann');
    await world.join('Bob');
    await turn();
    const [plane] = ann.planes;
    if (plane === undefined) throw new Error('Ann has not joined.');
    const done: string[] = [];
    replace(plane, 'restart', (reason: RestartReason) => {
      done.push(reason);
    });
    network.change();
    expect(done).to.deep.equal([]);
    world.signaling.drop(ann.id);
    await turn();
    world.signaling.restore(ann.id);
    await turn();
    // What a return to the server does, and what the change of the network does.
    expect(done).to.deep.equal(['network-changed', 'network-changed', 'asked']);
  });
});

import { expect } from '@open-wc/testing';
import {
  exchangeFrames,
  type EncodedFrame,
  type FrameFact,
  type FrameScope,
} from '../../../../src/core/media/mesh/once/exchange-frames.js';

const LIMITS = { skippable: 2, held: 4, data: 3, starved: 8, carrierLines: 16 };
const LARGE = 360;
const SMALL = 16;

/** The worker's side with senders whose frames a test makes. */
class Exchange {
  readonly facts: FrameFact[] = [];
  readonly #scope: FrameScope;
  readonly #inputs = new Map<number, WritableStreamDefaultWriter<EncodedFrame>>();
  readonly #sent = new Map<number, string[]>();

  constructor() {
    this.#scope = { onrtctransform: null, onmessage: null, postMessage: (fact) => this.facts.push(fact) };
    exchangeFrames(this.#scope, LIMITS);
  }

  sender(id: number): this {
    const input = new TransformStream<EncodedFrame, EncodedFrame>();
    this.#inputs.set(id, input.writable.getWriter());
    const sent: string[] = [];
    this.#sent.set(id, sent);
    const writable = new WritableStream<EncodedFrame>({
      write: ({ data }) => {
        sent.push(new TextDecoder().decode(data));
      },
    });
    this.#scope.onrtctransform?.({ transformer: { options: { id }, readable: input.readable, writable } });
    return this;
  }

  follow(id: number, follows: number | null | 'gone', maySkip = true): this {
    this.#scope.onmessage?.({ data: { id, follows, maySkip } });
    return this;
  }

  /** Frames such as `K1` (a key frame) or `d2`, each after the one before has come through. */
  async encodes(id: number, frames: string, height = LARGE): Promise<this> {
    for (const text of frames.split(' ')) {
      const frame: EncodedFrame = {
        type: text.startsWith('K') ? 'key' : 'delta',
        data: new TextEncoder().encode(text).buffer,
        getMetadata: () => ({ width: (height * 16) / 9, height }),
      };
      await this.#inputs.get(id)?.write(frame);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return this;
  }

  async end(id: number): Promise<void> {
    await this.#inputs.get(id)?.close();
  }

  sent(id: number): string {
    return this.#sent.get(id)?.join(' ') ?? '';
  }

  of(fact: FrameFact['fact']): FrameFact[] {
    return this.facts.filter((each) => each.fact === fact);
  }
}

/** Two senders; the second has the frames of the first since `K1`. */
async function pair(maySkip = true): Promise<Exchange> {
  const exchange = new Exchange().sender(1).sender(2);
  await exchange.encodes(1, 'K0');
  await exchange.encodes(2, 'k0');
  exchange.follow(2, 1, maySkip);
  await exchange.encodes(2, 'a1');
  await exchange.encodes(1, 'K1');
  expect(exchange.sent(2)).to.equal('k0 K1');
  return exchange;
}

describe('the exchange of frames', () => {
  it('sends the frames of each as they are, and tells the first one', async () => {
    const exchange = new Exchange().sender(1).sender(2);
    await exchange.encodes(1, 'K1 d2 d3');
    await exchange.encodes(2, 'K7');
    expect([exchange.sent(1), exchange.sent(2)]).to.deep.equal(['K1 d2 d3', 'K7']);
    expect(exchange.facts).to.deep.equal([{ fact: 'ready' }, { fact: 'seen', id: 1 }, { fact: 'seen', id: 2 }]);
  });

  it('begins with a key frame of the source, in the frame of the same moment', async () => {
    const exchange = new Exchange().sender(1).sender(2);
    await exchange.encodes(1, 'K0');
    exchange.follow(2, 1);
    // Both encode the same camera: whichever is first, its next frame is of the same moment.
    await exchange.encodes(2, 'a1');
    await exchange.encodes(1, 'd1');
    expect(exchange.sent(2)).to.equal('a1');
    await exchange.encodes(1, 'K2');
    await exchange.encodes(2, 'a2');
    expect(exchange.sent(2)).to.equal('a1 K2');
    await exchange.encodes(2, 'a3', SMALL);
    await exchange.encodes(1, 'd3');
    expect([exchange.sent(1), exchange.sent(2)]).to.deep.equal(['K0 d1 K2 d3', 'a1 K2 d3']);
    expect(exchange.of('follows')).to.deep.equal([{ fact: 'follows', id: 2, source: 1 }]);
  });

  it('holds no frame back for a source that has stopped before it began', async () => {
    const exchange = new Exchange().sender(1).sender(2);
    await exchange.encodes(1, 'K0');
    exchange.follow(2, 1);
    await exchange.encodes(2, 'a1 a2 a3');
    expect(exchange.sent(2)).to.equal('a1 a2');
    exchange.follow(2, null);
    expect((await exchange.encodes(2, 'a4')).sent(2)).to.equal('a1 a2 a3 a4');
  });

  it('ends with the own next key frame at full size', async () => {
    const exchange = await pair();
    exchange.follow(2, null);
    await exchange.encodes(2, 'K5', SMALL);
    await exchange.encodes(1, 'd5');
    await exchange.encodes(2, 'a6');
    await exchange.encodes(1, 'd6');
    await exchange.encodes(2, 'K7 a8');
    await exchange.encodes(1, 'd7 d8');
    expect(exchange.sent(2)).to.equal('k0 K1 d5 d6 K7 a8');
    expect(exchange.of('follows').at(-1)).to.deep.equal({ fact: 'follows', id: 2, source: null });
  });

  it('changes the source with a key frame of the next one', async () => {
    const exchange = (await pair()).sender(3);
    await exchange.encodes(3, 'K0');
    exchange.follow(2, 3);
    await exchange.encodes(2, 'a2', SMALL);
    await exchange.encodes(1, 'd2');
    await exchange.encodes(3, 'e3');
    await exchange.encodes(2, 'a3', SMALL);
    await exchange.encodes(1, 'd3');
    await exchange.encodes(3, 'K4');
    await exchange.encodes(2, 'a4', SMALL);
    await exchange.encodes(1, 'd4');
    await exchange.encodes(3, 'e5');
    await exchange.encodes(2, 'a5', SMALL);
    expect(exchange.sent(2)).to.equal('k0 K1 d2 d3 K4 e5');
  });

  it('lets a follower lead: the others have its frames from its own key frame on', async () => {
    const exchange = (await pair()).sender(3);
    await exchange.encodes(3, 'K0');
    exchange.follow(3, 1);
    await exchange.encodes(3, 'c1');
    await exchange.encodes(1, 'K2');
    await exchange.encodes(2, 'a2', SMALL);
    // The first one is gone.
    exchange.follow(1, 'gone').follow(2, null).follow(3, 2);
    await exchange.encodes(3, 'c3', SMALL);
    await exchange.encodes(2, 'a3', SMALL);
    await exchange.encodes(2, 'K4');
    await exchange.encodes(3, 'c4', SMALL);
    await exchange.encodes(2, 'd5');
    expect([exchange.sent(2), exchange.sent(3)]).to.deep.equal(['k0 K1 K2 K4 d5', 'K0 K2 K4 d5']);
  });

  it('tells that a receiver needs a key frame, and not that an encoder began anew', async () => {
    const exchange = await pair();
    await exchange.encodes(2, 'K2', SMALL);
    expect(exchange.of('wish')).to.deep.equal([]);
    await exchange.encodes(1, 'd2');
    await exchange.encodes(2, 'K3', SMALL);
    expect(exchange.of('wish')).to.deep.equal([{ fact: 'wish', id: 2, source: 1 }]);
  });

  it('leaves out frames without data where it may', async () => {
    const exchange = await pair();
    await exchange.encodes(2, 'a2 a3 a4 a5', SMALL);
    await exchange.encodes(1, 'd5 d6');
    expect(exchange.sent(2)).to.equal('k0 K1 d5 d6');
    expect(exchange.of('lost')).to.deep.equal([]);
  });

  it('leaves none out where it may not, until there are too many: then only a key frame comes next', async () => {
    const exchange = await pair(false);
    await exchange.encodes(2, 'a2 a3 a4', SMALL);
    await exchange.encodes(1, 'd4 d5 d6 d7');
    expect(exchange.sent(2)).to.equal('k0 K1 d4 d5 d6');
    await exchange.encodes(2, 'a7 a8 a9 a10 a11 a12', SMALL);
    expect(exchange.of('lost')).to.deep.equal([{ fact: 'lost', id: 2, source: 1 }]);
    await exchange.encodes(1, 'd8 d9 K10 d11');
    await exchange.encodes(2, 'a13', SMALL);
    expect(exchange.sent(2)).to.equal('k0 K1 d4 d5 d6 d7 K10 d11');
  });

  it('keeps no more data than it may, and asks for a key frame only when there is a frame to send it in', async () => {
    const exchange = await pair();
    await exchange.encodes(1, 'd2 d3 d4 d5 d6');
    expect(exchange.of('lost')).to.deep.equal([]);
    await exchange.encodes(2, 'a6', SMALL);
    expect(exchange.of('lost')).to.deep.equal([{ fact: 'lost', id: 2, source: 1 }]);
    await exchange.encodes(1, 'd7 K8');
    expect(exchange.sent(2)).to.equal('k0 K1 K8');
  });

  it('tells once that a source has stopped', async () => {
    const exchange = await pair();
    await exchange.encodes(2, Array.from({ length: 20 }, (_, index) => `a${String(index)}`).join(' '), SMALL);
    expect(exchange.of('starved')).to.deep.equal([{ fact: 'starved', id: 2, source: 1 }]);
  });

  it('drops what is for a sender whose stream has ended', async () => {
    const exchange = await pair();
    await exchange.end(2);
    await exchange.encodes(1, 'd2 d3');
    expect([exchange.sent(1), exchange.sent(2)]).to.deep.equal(['K0 K1 d2 d3', 'k0 K1']);
  });
});

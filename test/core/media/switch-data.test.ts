import { expect } from '@open-wc/testing';
import { TypedEventTarget } from '../../../src/core/base/typed-events.js';
import type { PlaneData } from '../../../src/core/media/data-frame.js';
import type { DataEvents, DataFate, DataOptions, DataPath } from '../../../src/core/media/data-path.js';
import { SwitchData } from '../../../src/core/media/switch/switch-data.js';

/** A path that hands nothing over: what it was given waits until that is aborted. */
class WaitingPath extends TypedEventTarget<DataEvents> implements DataPath {
  readonly given: PlaneData['data'][] = [];

  canSend(): boolean {
    return true;
  }

  send(_to: string | null, { data }: PlaneData, { signal }: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    this.given.push(data);
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a path rejects
        reject(signal.reason);
      });
    });
  }
}

describe('data that waits while the call moves to another path', () => {
  /** Has bytes wait for one path, changes them, and moves to another path; returns what both were given. */
  async function move(options: DataOptions): Promise<{ bytes: Uint8Array; given: PlaneData['data'][] }> {
    const [present, next] = [new WaitingPath(), new WaitingPath()];
    const data = new SwitchData(present);
    const stop = new AbortController();
    const bytes = Uint8Array.of(1);
    const sent = data.send('bob', { channel: 'c', data: bytes }, { ...options, signal: stop.signal }).catch(() => null);
    bytes[0] = 9;
    data.use(next, []);
    while (next.given.length === 0) await Promise.resolve();
    stop.abort();
    await sent;
    return { bytes, given: [...present.given, ...next.given] };
  }

  it('goes over the next one as it was when it was sent', async () => {
    const { given } = await move({});
    expect(given.at(-1)).to.deep.equal(Uint8Array.of(1));
  });

  it('is not copied for that when it is said to stay as it is', async () => {
    const { bytes, given } = await move({ isFixed: true });
    expect(given.map((data) => data === bytes)).to.deep.equal([true, true]);
  });
});

import { expect } from '@open-wc/testing';
import { diskStore } from '../../../src/core/files/disk-store.js';
import { memoryStore, type FileSink } from '../../../src/core/files/file-store.js';
import { MAX_MEMORY_FILE_BYTES, PIECE_BYTES } from '../../../src/core/files/piece-plan.js';
import { codeOf } from '../../fakes/code-of.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

const FOLDER = 'noom-files';
/** So much is written at once. */
const BLOCK_BYTES = 16 * PIECE_BYTES;

/** The folder of all pages: those of other test files, which run meanwhile, are in it, too. */
async function folders(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** Holds the lock of a page's folder, as a page that is there does, until the returned function is called. */
async function hold(name: string): Promise<() => void> {
  const gone = new AbortController();
  await new Promise<void>((resolve) => {
    void navigator.locks.request(`${FOLDER}:${name}`, () => {
      resolve();
      return new Promise((end) => {
        gone.signal.addEventListener('abort', end);
      });
    });
  });
  return () => {
    gone.abort();
  };
}

/** The files that this page keeps, once it has kept one: the lock of their folder is held by this page. */
async function kept(): Promise<string[]> {
  const mark = crypto.randomUUID();
  const letGo = await hold(mark);
  const { held = [] } = await navigator.locks.query();
  letGo();
  const own = held.find(({ name }) => name === `${FOLDER}:${mark}`)?.clientId;
  const names = held.filter(({ clientId }) => clientId === own).map(({ name = '' }) => name.split(':')[1] ?? '');
  const all = await folders();
  const there = await namesIn(all);
  // Also that of a folder which was taken away is still held.
  const folder = names.find((name) => name !== mark && name !== 'alive' && there.includes(name)) ?? '';
  const files = await namesIn(await all.getDirectoryHandle(folder));
  return files.filter((name) => name !== 'probe');
}

/** Resolves when the page keeps no file any more. */
async function keepsNothing(): Promise<void> {
  await until(async () => (await kept()).length === 0, 'A file that was discarded is still there.');
}

describe('the disk of received files', () => {
  afterEach(() => {
    restore();
  });

  it('removes what pages that are gone have left, and nothing of those that are there', async () => {
    const all = await folders();
    // Held until they are as they are to be found: pages of other tests remove what pages have left, too.
    const [die, leave] = [await hold('dead'), await hold('alive')];
    const dead = await all.getDirectoryHandle('dead', { create: true });
    await dead.getFileHandle('of-nobody', { create: true });
    await all.getDirectoryHandle('alive', { create: true });
    die();
    const sink = await diskStore.open(1);
    sink.discard();
    await until(async () => !(await namesIn(all)).includes('dead'), 'What a page has left is still there.');
    expect(await namesIn(all)).to.include('alive');
    await all.removeEntry('alive');
    leave();
    await keepsNothing();
  });

  it('has another folder once its own is gone, as where the person clears what the site stored', async () => {
    const first = await diskStore.open(1);
    const all = await folders();
    const own = (await kept())[0] ?? '';
    for (const name of await namesIn(all)) {
      const folder = await all.getDirectoryHandle(name);
      if ((await namesIn(folder)).includes(own)) {
        first.discard();
        await keepsNothing();
        await all.removeEntry(name, { recursive: true });
      }
    }
    const sinks = await Promise.all([diskStore.open(1), diskStore.open(1)]);
    for (const sink of sinks) {
      await sink.write(bytes(7));
      expect((await sink.finish('')).size).to.equal(1);
      sink.discard();
    }
  });

  it('gives what was written, as the type that is asked for, and keeps nothing of what is discarded', async () => {
    const sink = await diskStore.open(4);
    await sink.write(bytes(1, 2));
    await sink.write(bytes(3, 4));
    const blob = await sink.finish('text/plain');
    expect([blob.type, [...new Uint8Array(await blob.arrayBuffer())]]).to.deep.equal(['text/plain', [1, 2, 3, 4]]);
    expect(await kept()).to.have.length(1);
    sink.discard();
    sink.discard();
    await keepsNothing();
  });

  it('gives all of what is written in many pieces, some of them together', async () => {
    const sink = await diskStore.open(2_500_000);
    for (let part = 0; part < 5; part += 1) await sink.write(new Uint8Array(500_000).fill(part));
    const blob = await sink.finish('');
    const all = new Uint8Array(await blob.arrayBuffer());
    expect(all.length).to.equal(2_500_000);
    expect(Array.from({ length: 5 }, (_, part) => all[part * 500_000 + 7])).to.deep.equal([0, 1, 2, 3, 4]);
    sink.discard();
    await keepsNothing();
  });

  it('takes a block while the one before is written, and no more', async () => {
    const sink = await diskStore.open(BLOCK_BYTES * 3);
    let handleWritten: () => void = () => undefined;
    const write = FileSystemWritableFileStream.prototype.write as (data: unknown) => Promise<void>;
    const begun: number[] = [];
    replace(
      FileSystemWritableFileStream.prototype,
      'write',
      async function (this: FileSystemWritableFileStream, data: Uint8Array) {
        begun.push(data[0] ?? -1);
        await new Promise<void>((resolve) => {
          handleWritten = resolve;
        });
        await write.call(this, data);
      },
    );
    await sink.write(new Uint8Array(BLOCK_BYTES).fill(1));
    let isTaken = false;
    const second = sink.write(new Uint8Array(BLOCK_BYTES).fill(2)).then(() => (isTaken = true));
    await new Promise((resolve) => setTimeout(resolve));
    expect([begun, isTaken]).to.deep.equal([[1], false]);
    handleWritten();
    await second;
    expect(begun).to.deep.equal([1, 2]);
    const finished = sink.finish('');
    handleWritten();
    restore();
    const all = new Uint8Array(await (await finished).arrayBuffer());
    expect([all.length, all[0], all.at(-1)]).to.deep.equal([BLOCK_BYTES * 2, 1, 2]);
    sink.discard();
    await keepsNothing();
  });

  it('tells with the next block, or at the end, that the disk has refused one', async () => {
    replace(FileSystemWritableFileStream.prototype, 'write', () =>
      Promise.reject(new DOMException('', 'QuotaExceededError')),
    );
    const refusal = async (after: (sink: FileSink) => Promise<unknown>): Promise<unknown> => {
      const sink = await diskStore.open(BLOCK_BYTES * 3);
      await sink.write(new Uint8Array(BLOCK_BYTES));
      const reason = await after(sink).catch((error: unknown) => error);
      sink.discard();
      return reason instanceof DOMException ? reason.name : reason;
    };
    expect(await refusal((sink) => sink.write(new Uint8Array(BLOCK_BYTES)))).to.equal('QuotaExceededError');
    expect(await refusal((sink) => sink.finish(''))).to.equal('QuotaExceededError');
    await keepsNothing();
  });

  it('keeps nothing of files that stop at any moment', async () => {
    const large = new Uint8Array(1_000_000);
    for (let count = 0; count < 75; count += 1) {
      const sink = await diskStore.open(large.length);
      // Opened; begun; written; in the middle of a write; in the middle of the end.
      if (count % 5 === 1) await sink.write(bytes(1, 2));
      if (count % 5 === 2) await sink.write(large);
      const going = [...(count % 5 === 3 ? [sink.write(large)] : []), ...(count % 5 === 4 ? [sink.finish('')] : [])];
      sink.discard();
      await Promise.allSettled(going);
    }
    await keepsNothing();
  });
});

describe('files in memory', () => {
  it('are whole at the end', async () => {
    const sink = await memoryStore.open(3);
    await sink.write(bytes(1));
    await sink.write(bytes(2, 3));
    const blob = await sink.finish('image/png');
    expect([blob.type, [...new Uint8Array(await blob.arrayBuffer())]]).to.deep.equal(['image/png', [1, 2, 3]]);
  });

  it('are refused beyond what a page can hold', async () => {
    expect(await codeOf(memoryStore.open(MAX_MEMORY_FILE_BYTES + 1))).to.equal('file-rejected');
  });
});

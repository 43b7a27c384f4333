import { expect } from '@open-wc/testing';
import { diskStore } from '../../../src/core/files/disk-store.js';
import { memoryStore } from '../../../src/core/files/file-store.js';
import { MAX_MEMORY_FILE_BYTES } from '../../../src/core/files/piece-plan.js';
import { codeOf } from '../../fakes/code-of.js';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

/** The folder of all pages. */
async function folders(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle('noom-files', { create: true });
}

/** The names of what a folder, and every folder in it, has. */
async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const [name, handle] of folder.entries()) {
    names.push(name);
    if (handle instanceof FileSystemDirectoryHandle) names.push(...(await namesIn(handle)));
  }
  return names;
}

describe('the disk of received files', () => {
  it('removes what pages that are gone have left, and nothing of those that are there', async () => {
    const all = await folders();
    const dead = await all.getDirectoryHandle('dead', { create: true });
    await dead.getFileHandle('of-nobody', { create: true });
    await all.getDirectoryHandle('alive', { create: true });
    const given = new AbortController();
    await new Promise<void>((resolve) => {
      void navigator.locks.request('noom-files:alive', () => {
        resolve();
        return new Promise<void>((end) => {
          given.signal.addEventListener('abort', () => {
            end();
          });
        });
      });
    });
    const sink = await diskStore.open(1);
    sink.discard();
    const names = await namesIn(all);
    expect(names).to.include('alive');
    expect(names).to.not.include('dead');
    expect(names).to.not.include('of-nobody');
    given.abort();
    await all.removeEntry('alive');
  });

  it('gives what was written, as the type that is asked for, and keeps nothing of what is discarded', async () => {
    const all = await folders();
    const before = (await namesIn(all)).length;
    const sink = await diskStore.open(4);
    await sink.write(bytes(1, 2));
    await sink.write(bytes(3, 4));
    const blob = await sink.finish('text/plain');
    expect([blob.type, [...new Uint8Array(await blob.arrayBuffer())]]).to.deep.equal(['text/plain', [1, 2, 3, 4]]);
    expect(await namesIn(all)).to.have.length(before + 1);
    sink.discard();
    sink.discard();
    while ((await namesIn(all)).length > before) await new Promise(requestAnimationFrame);
  });

  it('gives all of what is written in many pieces, some of them together', async () => {
    const sink = await diskStore.open(2_500_000);
    for (let part = 0; part < 5; part += 1) await sink.write(new Uint8Array(500_000).fill(part));
    const blob = await sink.finish('');
    const all = new Uint8Array(await blob.arrayBuffer());
    expect(all.length).to.equal(2_500_000);
    expect(Array.from({ length: 5 }, (_, part) => all[part * 500_000 + 7])).to.deep.equal([0, 1, 2, 3, 4]);
    sink.discard();
  });

  it('keeps nothing of a file that stops in the middle', async () => {
    const all = await folders();
    const before = (await namesIn(all)).length;
    const sink = await diskStore.open(4);
    await sink.write(bytes(1, 2));
    sink.discard();
    while ((await namesIn(all)).length > before) await new Promise(requestAnimationFrame);
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

import { expect } from '@open-wc/testing';
import type { SharedFile } from '../../../../src/core/index.js';
import { MAX_FILE_BYTES, PIECE_BYTES } from '../../../../src/core/files/piece-plan.js';
import type { CallWorld, Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { until } from '../../../harness/until.js';
import { filesAt, say, stateAt, tamper, useTwo } from './two-with-files.js';

/** A file whose bytes differ from piece to piece. */
function fileOf(sizeBytes: number, name = 'tea.bin', type = 'application/pdf'): File {
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31 + (index >> 12)) % 251);
  return new File([bytes], name, { type });
}

async function digestOf(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest)).join(' ');
}

/** The newest file that a participant's call shows. */
function fileAt(person: Person): SharedFile {
  const file = filesAt(person).at(-1);
  if (file === undefined) throw new Error('There is no file.');
  return file;
}

describe('files in a call', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  const pass = useTwo((two) => {
    ({ world, ann, bob } = two);
  });
  const offer = async (sizeBytes: number, name?: string, type?: string): Promise<void> => {
    await ann.call.sendFile(fileOf(sizeBytes, name, type));
    await until(() => stateAt(bob) === 'offered');
  };

  for (const sizeBytes of [0, 1, PIECE_BYTES, PIECE_BYTES * 3 + 7]) {
    it(`brings ${String(sizeBytes)} B to who accepts them, exactly`, async () => {
      await offer(sizeBytes, '../tea.html', 'text/html');
      const file = bob.heard('noom-file-offered')[0]?.file;
      expect([file?.name, file?.sizeBytes, file?.type, file?.sender, file?.isLocal]).to.deep.equal([
        'tea.html',
        sizeBytes,
        'text/html',
        'Ann',
        false,
      ]);
      await file?.accept();
      await until(() => stateAt(bob) === 'done' && stateAt(ann) === 'done');
      const { blob } = bob.heard('noom-file-received')[0] ?? { blob: new Blob(['none']) };
      expect(await digestOf(blob)).to.equal(await digestOf(fileOf(sizeBytes)));
      // Nothing that a browser would run.
      expect(blob.type).to.equal('application/octet-stream');
      expect(fileAt(ann).recipients.map(({ name, bytes }) => [name, bytes])).to.deep.equal([['Bob', sizeBytes]]);
    });
  }

  it('sends no byte before consent, and none to who declines', async () => {
    const pieces: Uint8Array[] = [];
    tamper(ann, (frame) => (pieces.push(frame), frame));
    await offer(5);
    fileAt(bob).decline();
    await until(() => stateAt(ann) === 'declined');
    expect([stateAt(bob), pieces.length]).to.deep.equal(['declined', 0]);
    // On second thoughts.
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'done');
  });

  it('goes to one alone, and is unknown to the others', async () => {
    const cas = await world.join('Cas');
    await ann.call.sendFile(fileOf(5), { to: cas.id });
    await until(() => stateAt(cas) === 'offered');
    expect([fileAt(cas).to, bob.call.snapshot.files.length]).to.deep.equal([cas.id, 0]);
    await say(bob, ann, { want: { id: fileAt(cas).id, piece: 0 } });
    expect(fileAt(ann).recipients.map(({ name }) => name)).to.deep.equal(['Cas']);
  });

  it('goes on from the last whole piece after a cut in the middle', async () => {
    let isCut = false;
    const indices: number[] = [];
    tamper(ann, (frame) => {
      const index = new DataView(frame.buffer, frame.byteOffset).getUint32(1 + (frame[0] ?? 0));
      if (isCut) indices.push(index);
      if (!isCut && index === 40) {
        isCut = true;
        // The link breaks, what was on the way is lost, and another one takes its place.
        ann.planes[0]?.renewLink(bob.id);
        return null;
      }
      return frame;
    });
    await offer(PIECE_BYTES * 90);
    await fileAt(bob).accept();
    await until(() => {
      // What was lost with the link, a wish for the next pieces perhaps, is said again after a while.
      world.clock.advance(50);
      return stateAt(bob) === 'done';
    });
    expect(await digestOf(fileAt(bob).blob ?? new Blob())).to.equal(await digestOf(fileOf(PIECE_BYTES * 90)));
    const repeated = indices.filter((index) => index < 24);
    expect(repeated, 'pieces that Bob had').to.deep.equal([]);
  });

  it('is paused while the connection is interrupted, and says so on both sides', async () => {
    await offer(PIECE_BYTES * 200);
    await fileAt(bob).accept();
    await until(() => (bob.call.snapshot.files[0]?.bytes ?? 0) > 0 || (world.clock.advance(250), false));
    ann.planes[0]?.setPath('interrupted');
    await pass(500);
    await until(() => (world.clock.advance(250), stateAt(bob) === 'paused' && stateAt(ann) === 'paused'));
    ann.planes[0]?.setPath('connected');
    await until(() => (world.clock.advance(250), stateAt(bob) === 'done'));
  });

  it('asks a sender who stops in the middle again, and gives up after two minutes', async () => {
    tamper(ann, (frame, count) => (count > 5 ? null : frame));
    await offer(PIECE_BYTES * 40);
    await fileAt(bob).accept();
    // Slowly: the disk takes its own time, and five seconds without a piece are a silence.
    await until(() => (world.clock.advance(25), fileAt(bob).bytes === PIECE_BYTES * 5));
    await until(() => (world.clock.advance(250), stateAt(bob) === 'paused'));
    expect(fileAt(bob).bytes).to.equal(PIECE_BYTES * 5);
    for (let seconds = 0; seconds < 125; seconds += 1) await pass(1000);
    expect([stateAt(bob), fileAt(bob).failure, stateAt(ann)]).to.deep.equal(['failed', 'silent', 'failed']);
    expect(bob.heard('noom-error').at(-1)?.error.code).to.equal('file-rejected');
  });

  it('is stopped by its sender, for who does not have it', async () => {
    await offer(PIECE_BYTES * 200);
    await fileAt(bob).accept();
    fileAt(ann).cancel();
    await until(() => stateAt(bob) === 'gone');
    expect([stateAt(ann), await codeOf(fileAt(bob).accept())]).to.deep.equal(['stopped', 'not-allowed']);
  });

  it('is stopped by its receiver, who may want it again', async () => {
    await offer(PIECE_BYTES * 200);
    await fileAt(bob).accept();
    fileAt(bob).cancel();
    await until(() => stateAt(ann) === 'stopped');
    expect([stateAt(bob), fileAt(bob).bytes]).to.deep.equal(['stopped', 0]);
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'done');
  });

  it('fails where a piece is not what its digest says, and can be tried again', async () => {
    let isLying = true;
    tamper(ann, (frame, count) => {
      if (isLying && count === 3) frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
      return frame;
    });
    await offer(PIECE_BYTES * 5);
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'failed');
    expect([fileAt(bob).failure, fileAt(bob).blob]).to.deep.equal(['damaged', null]);
    isLying = false;
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'done');
  });

  it('fails where there is more, or less, than was offered', async () => {
    const wanted: string[] = [];
    ann.planes[0]?.data.addEventListener('data-received', ({ channel, data }) => {
      if (channel !== 'noom:file') return;
      const { want } = JSON.parse(String(data)) as { want?: { id: string } };
      if (want) wanted.push(want.id);
    });
    for (const sizeBytes of [PIECE_BYTES * 2 - 1, PIECE_BYTES * 3]) {
      await say(ann, bob, { offer: { id: `lie ${String(sizeBytes)}`, name: 'lie', sizeBytes, type: '', at: 0 } });
      await fileAt(bob).accept();
      await until(() => wanted.includes(`lie ${String(sizeBytes)}`));
      const id = new TextEncoder().encode(fileAt(bob).id);
      for (let index = 0; index < 3; index += 1) {
        const bytes = new Uint8Array(index === 2 ? 5 : PIECE_BYTES);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const frame = new Uint8Array([id.length, ...id, 0, 0, 0, index, ...digest, ...bytes]);
        await ann.planes[0]?.data.send(bob.id, { channel: 'noom:file', data: frame }, { lane: 'bulk' });
      }
      await until(() => stateAt(bob) === 'failed');
      expect(fileAt(bob).failure).to.equal('damaged');
    }
  });

  it('cannot be spoken about by a third participant', async () => {
    const cas = await world.join('Cas');
    await offer(PIECE_BYTES * 200);
    const { id } = fileAt(bob);
    await say(cas, bob, { stop: { id, reason: 'stopped' } });
    await say(cas, bob, { end: { id, digest: '0'.repeat(64) } });
    await say(cas, ann, { received: { id: 'unknown' } });
    expect(stateAt(bob)).to.equal('offered');
  });

  it('is refused where it is no file, too large, or cannot be read', async () => {
    const large = new Blob([]);
    Object.defineProperty(large, 'size', { value: MAX_FILE_BYTES + 1 });
    const folder = fileOf(4096, 'folder');
    folder.slice = () => {
      const blob = new Blob();
      blob.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError'));
      return blob;
    };
    for (const file of ['text' as unknown as Blob, large, folder]) {
      expect(await codeOf(ann.call.sendFile(file))).to.equal('file-rejected');
    }
    expect(await codeOf(ann.call.sendFile(fileOf(1), { to: 'nobody' }))).to.equal('not-allowed');
    expect(ann.call.snapshot.files).to.deep.equal([]);
  });

  it('fails on both sides when it vanishes while it is sent', async () => {
    const file = fileOf(PIECE_BYTES * 40);
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end) => {
      const blob = slice(start, end);
      if (start >= PIECE_BYTES * 16) blob.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
      return blob;
    };
    await ann.call.sendFile(file);
    await until(() => stateAt(bob) === 'offered');
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'failed');
    expect([stateAt(ann), fileAt(ann).failure, fileAt(bob).failure]).to.deep.equal([
      'failed',
      'unreadable',
      'unreadable',
    ]);
    expect(ann.heard('noom-error').at(-1)?.error.code).to.equal('file-rejected');
  });

  it('is offered to who comes later, and shown as gone once its sender has left', async () => {
    await offer(5);
    await fileAt(bob).accept();
    await until(() => stateAt(bob) === 'done');
    const cas = await world.join('Cas');
    await until(() => stateAt(cas) === 'offered');
    await ann.call.leave();
    await until(() => stateAt(cas) === 'gone');
    expect(stateAt(bob)).to.equal('done');
    const dan = await world.join('Dan');
    await until(() => stateAt(dan) === 'gone');
    expect([fileAt(dan).name, fileAt(dan).sizeBytes, fileAt(dan).sender]).to.deep.equal(['tea.bin', 5, 'Ann']);
  });

  it('begins six at a time, and the others as those are done', async () => {
    for (let count = 0; count < 8; count += 1) await ann.call.sendFile(fileOf(PIECE_BYTES * 20, String(count)));
    await until(() => bob.call.snapshot.files.length === 8);
    for (const file of bob.call.snapshot.files) void file.accept();
    const states = bob.call.snapshot.files.map(({ state }) => state);
    expect(states.filter((state) => state === 'waiting').length).to.equal(2);
    await until(() => bob.call.snapshot.files.every(({ state }) => state === 'done'));
  });

  it('ends with the call: what is here stays, the rest is gone', async () => {
    await offer(PIECE_BYTES * 200);
    await fileAt(bob).accept();
    await bob.call.leave();
    expect([stateAt(bob), await codeOf(fileAt(bob).accept())]).to.deep.equal(['gone', 'not-allowed']);
  });
});

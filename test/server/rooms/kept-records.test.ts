import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createRecord } from '../../../src/room-server/rules/room-record.js';
import { KeptRecords } from '../../../demo-server/state/kept-records.js';
import { RecordFiles } from '../../../demo-server/state/record-files.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { temporaryDir } from '../worlds/harness.js';

/** A folder for processes with the id of this one, as in a container, and whether its disk takes anything. */
async function createDisk(t: TestContext) {
  const stateDir = await temporaryDir(t);
  const clock = new FakeClock();
  const warnings: string[] = [];
  const disk = { isFull: false, isReadOnly: false };
  /** A process that starts now; the one before it was killed. */
  const start = (maxRooms = 10): KeptRecords => {
    const files = new RecordFiles(stateDir);
    const [write, removeLeft] = [files.write.bind(files), files.removeLeft.bind(files)];
    Object.assign(files, {
      write: (...given: Parameters<typeof write>) => {
        if (disk.isFull) throw new Error('ENOSPC');
        write(...given);
      },
      removeLeft: (...given: Parameters<typeof removeLeft>) => {
        if (disk.isReadOnly) throw new Error('EROFS');
        removeLeft(...given);
      },
    });
    const note = (_: object, message: string): void => void warnings.push(message);
    const logger = { error: note, warn: note, info: note, debug: note };
    return new KeptRecords({ files, clock, logger, maxRooms });
  };
  return { clock, disk, start, warnings };
}

const tea = (locked = false) => {
  const record = createRecord('tea', 5, false, 'life');
  return { ...record, wire: { ...record.wire, locked } };
};

test('a quiet room is kept for as long as it lasts, also when the clock is set back', async (t) => {
  const { clock, start } = await createDisk(t);
  start().save(tea());
  clock.advance(29_000);
  // A time server slows the clock down by less than anyone notices.
  clock.set(-15);
  clock.advance(600_000);
  clock.set(-60_000);
  clock.advance(600_000);
  clock.set(60_000);
  clock.advance(600_000);
  assert.notEqual(start().find('tea'), null);
});

test('a disk that was full for a moment has the latest of each room once it takes it', async (t) => {
  const { clock, disk, start, warnings } = await createDisk(t);
  const records = start();
  records.save(tea());
  disk.isFull = true;
  records.save(tea(true));
  clock.advance(600_000);
  disk.isFull = false;
  clock.advance(30_000);
  assert.equal(start().find('tea')?.wire.locked, true);
  assert.deepEqual(warnings, ['rooms cannot be kept in NOOM_STATE_DIR']);
});

test('a process that can write nothing at its start leaves what it found to the next one', async (t) => {
  const { disk, start } = await createDisk(t);
  start().save(tea(true));
  disk.isFull = true;
  assert.equal(start().find('tea')?.wire.locked, true);
  assert.equal(start().find('tea')?.wire.locked, true);
});

test('a process starts where it may read what was left, and remove nothing', async (t) => {
  const { disk, start, warnings } = await createDisk(t);
  start().save(tea());
  Object.assign(disk, { isFull: true, isReadOnly: true });
  assert.notEqual(start().find('tea'), null);
  Object.assign(disk, { isFull: false });
  assert.notEqual(start().find('tea'), null);
  assert.deepEqual(warnings, Array(2).fill('rooms cannot be kept in NOOM_STATE_DIR'));
});

test('a second restart shortly after the first finds the rooms too, in a container', async (t) => {
  const { clock, start } = await createDisk(t);
  start().save(tea());
  for (let count = 0; count < 3; count += 1) {
    clock.advance(1000);
    assert.notEqual(start().find('tea'), null);
  }
});

test('a server that is full finds all of its rooms after a restart', async (t) => {
  const { start } = await createDisk(t);
  const names = ['one', 'two', 'three', 'four', 'five'];
  const before = start(names.length);
  for (const name of names) before.save(createRecord(name, 5, false, 'life'));
  const after = start(names.length);
  assert.deepEqual(
    names.filter((name) => after.find(name) === null),
    [],
  );
});

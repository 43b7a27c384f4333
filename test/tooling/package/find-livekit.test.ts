import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { findLiveKit, LIVEKIT_VERSION, mayHaveLiveKit } from '../../../scripts/find/livekit.mjs';

/** An environment with an empty PATH and an empty cache, in a separate folder. */
function emptyMachine(t: TestContext): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'noom-livekit-'));
  afterwards(t, () => {
    rmSync(folder, { recursive: true });
  });
  return { folder, env: { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache') } };
}

/** A program that does what `script` says. */
function write(path: string, script: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const TELLS_ITS_VERSION = 'echo livekit-server version 1.13.5';
const skip = process.platform === 'win32' && 'a shell script is not a program there';

test('the server named by the environment comes before the one on the PATH', { skip }, (t) => {
  const { folder, env } = emptyMachine(t);
  const onPath = write(join(folder, 'bin/livekit-server'), TELLS_ITS_VERSION);
  assert.deepEqual(findLiveKit(env), { path: onPath });
  const named = write(join(folder, 'mine'), TELLS_ITS_VERSION);
  assert.deepEqual(findLiveKit({ ...env, LIVEKIT_SERVER: named }), { path: named });
});

test('a server that does not run is skipped for the one in the cache', { skip }, (t) => {
  const { folder, env } = emptyMachine(t);
  write(join(folder, 'bin/livekit-server'), 'exit 1');
  const cached = write(
    join(folder, 'cache/noom-elements', `livekit-server-${LIVEKIT_VERSION}`, 'livekit-server'),
    TELLS_ITS_VERSION,
  );
  assert.deepEqual(findLiveKit(env), { path: cached });
});

test('Go builds the pinned version into the cache, once', { skip }, (t) => {
  const { folder, env } = emptyMachine(t);
  write(
    join(folder, 'bin/go'),
    `[ "$1" = version ] && echo go version go1.26.8 linux/amd64
    [ "$1" = install ] || exit 0
    [ "$2" = github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION} ] || exit 1
    printf '#!/bin/sh\\n${TELLS_ITS_VERSION}\\n' > "$GOBIN/server"
    /bin/chmod +x "$GOBIN/server"`,
  );
  const { path } = findLiveKit(env);
  assert.ok(path?.startsWith(join(folder, 'cache')));
  rmSync(join(folder, 'bin/go'));
  assert.deepEqual(findLiveKit(env), { path });
});

test('an older Go is not tried', { skip }, (t) => {
  const { folder, env } = emptyMachine(t);
  write(join(folder, 'bin/go'), '[ "$1" = version ] && echo go version go1.25.1 linux/amd64');
  assert.match(findLiveKit(env).reason ?? '', /no Go of 1\.26/);
  assert.equal(mayHaveLiveKit(env), false);
});

test('without a server and without Go there is a reason, and an error where it is required', (t) => {
  const { env } = emptyMachine(t);
  assert.equal(mayHaveLiveKit(env), false);
  assert.match(findLiveKit(env).reason ?? '', /LIVEKIT_SERVER/);
  assert.throws(() => findLiveKit({ ...env, REQUIRE_LIVEKIT: '1' }), /cannot be tested/);
});

test('a server or a Go that could build it is found without building anything', { skip }, (t) => {
  const { folder, env } = emptyMachine(t);
  write(join(folder, 'bin/go'), 'echo go version go1.26.0 linux/amd64');
  assert.equal(mayHaveLiveKit(env), true);
  rmSync(join(folder, 'bin/go'));
  assert.equal(mayHaveLiveKit(env), false);
  write(join(folder, 'bin/livekit-server'), TELLS_ITS_VERSION);
  assert.equal(mayHaveLiveKit(env), true);
});

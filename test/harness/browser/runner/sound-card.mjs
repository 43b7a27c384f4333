import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWithApt } from '../../../../scripts/find/install-with-apt.mjs';

/**
 * What Firefox can play to. Its audio clock is the sound card's: without one, `AudioContext.resume()` and the `play()`
 * of any element with sound wait for ever. On Linux it is PulseAudio, installed where we may, else the machine's own.
 * @returns {'pulseaudio' | 'own' | null}
 */
export function findSound() {
  if (process.platform !== 'linux') return 'own';
  const runs = () => run(['--version']).status === 0;
  if (runs() || (installWithApt(['pulseaudio']) && runs())) return 'pulseaudio';
  const { PULSE_SERVER, XDG_RUNTIME_DIR = '' } = process.env;
  return PULSE_SERVER !== undefined || existsSync(join(XDG_RUNTIME_DIR, 'pulse/native')) ? 'own' : null;
}

/**
 * Opens a silent sound card for the tests alone, where PulseAudio is available.
 * @returns {{ env: NodeJS.ProcessEnv, close: () => void }} the environment of a browser that is to use it; `close()`
 * may be called twice
 */
export function openSoundCard() {
  if (findSound() !== 'pulseaudio') return { env: process.env, close: () => undefined };
  // All its files are in a separate folder, so that it meets no sound server that is there already.
  const folder = mkdtempSync(join(tmpdir(), 'noom-sound-'));
  const socket = join(folder, 'native');
  const own = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, XDG_CONFIG_HOME: folder };
  const close = () => {
    if (!existsSync(folder)) return;
    run(['--kill'], own);
    // While it ends it would create its folder again.
    while (run(['--check'], own).status === 0);
    rmSync(folder, { recursive: true });
  };
  process.once('exit', close);
  // Returns when it is ready. An hour after its last browser it ends by itself, should this process be killed: it has
  // to outlast the tests of other browsers that run before the first one with sound.
  // tests of other browsers that come before the first one with sound.
  const settings = ['-n', '--daemonize=yes', '--exit-idle-time=3600', '--disable-shm=yes', '--load=module-null-sink'];
  const door = `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`;
  const { status, stderr } = run([...settings, door], own);
  if (status !== 0) throw new Error(`PulseAudio did not start, so that Firefox has no sound: ${stderr}`);
  return { env: { ...process.env, PULSE_SERVER: `unix:${socket}` }, close };
}

function run(args, env = process.env) {
  return spawnSync('pulseaudio', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}

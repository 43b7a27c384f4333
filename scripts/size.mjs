/**
 * Holds the kit to its size budget as a page fetches it, gzipped: `dist/noom.js` with every chunk that a real browser
 * asks for until it has joined by the prejoin, and the headless core with what its entry imports statically. Run `npm run build` first.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { coreAlone, scriptsOfACall } from './kit-size.mjs';

const fetched = await scriptsOfACall();
const scripts = readdirSync('dist')
  .filter((name) => /^noom.*\.js$/.test(name))
  .map((name) => ({ name, bytes: gzipBytes(readFileSync(`dist/${name}`)), isOnDemand: !fetched.has(name) }));
for (const { name, bytes, isOnDemand } of scripts) report(name, bytes, isOnDemand ? 'on demand' : '');

const untilJoined = scripts.filter(({ isOnDemand }) => !isOnDemand).reduce((sum, { bytes }) => sum + bytes, 0);
const verdicts = [
  hold('everything until one has joined', untilJoined, 54_500),
  hold('the core at once', gzipBytes(await coreAlone()), 20_000),
];
if (verdicts.includes(false)) process.exitCode = 1;

function hold(what, bytes, limitBytes) {
  const isHeld = bytes <= limitBytes;
  report(what, bytes, `${isHeld ? 'within' : 'OVER'} ${limitBytes}`);
  return isHeld;
}

function report(what, bytes, note) {
  console.log(`${what.padEnd(40)} ${String(bytes).padStart(7)} B  ${note}`);
}

function gzipBytes(code) {
  return gzipSync(code, { level: 9 }).length;
}

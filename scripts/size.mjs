/**
 * Checks the size budget of the kit as a page loads it, gzipped: `dist/noom.js` with every chunk that a real browser
 * requests until it has joined, at once (`autojoin`) and by the prejoin, and the headless core with what its entry
 * imports statically; and what a page loads when its room moves to a media server. Run `npm run build` first.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { coreAlone, mediaServerPlane, scriptsOfACall } from './kit-size.mjs';

const fetched = await scriptsOfACall();
const scripts = readdirSync('dist')
  .filter((name) => /^noom.*\.js$/.test(name))
  .map((name) => ({ name, bytes: gzipBytes(readFileSync(`dist/${name}`)) }));
for (const { name, bytes } of scripts) report(name, bytes, describe(name));

const verdicts = [
  hold('until joined, by autojoin', sum(fetched.autojoin), 64_000),
  hold('until joined, by the prejoin', sum(fetched.prejoin), 72_000),
  hold('the core, at once', gzipBytes(await coreAlone()), 34_000),
  hold('a media server’s plane, on demand', gzipBytes(await mediaServerPlane()), 160_000),
];
if (verdicts.includes(false)) process.exitCode = 1;

function describe(name) {
  if (fetched.autojoin.has(name)) return '';
  return fetched.prejoin.has(name) ? 'with the prejoin' : 'on demand';
}

function sum(names) {
  return scripts.filter(({ name }) => names.has(name)).reduce((total, { bytes }) => total + bytes, 0);
}

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

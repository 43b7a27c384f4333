/**
 * Holds the kit to its size budget as a page fetches it, gzipped: `dist/noom.js` with every chunk needed until one has
 * joined, and the headless core without its socket. Build the bundle first.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Chunks fetched only when somebody asks for what is in them, by their names before the hash. All others count. */
const ON_DEMAND = ['ko'];

const gzipBytes = (code) => gzipSync(code, { level: 9 }).length;

const files = readdirSync('dist').filter((name) => /^noom.*\.js$/.test(name));
if (!files.includes('noom.js')) throw new Error('There is no dist/noom.js: run npm run build:bundle first.');
const measured = files.map((name) => ({
  name,
  bytes: gzipBytes(readFileSync(`dist/${name}`)),
  isOnDemand: ON_DEMAND.some((chunk) => name.startsWith(`noom-${chunk}-`)),
}));
for (const { name, bytes, isOnDemand } of measured) report(name, bytes, isOnDemand ? 'on demand' : '');

const page = measured.filter(({ isOnDemand }) => !isOnDemand).reduce((sum, { bytes }) => sum + bytes, 0);
const verdicts = [
  hold('everything until one has joined', page, 45_000),
  hold('the core without socket.io-client', gzipBytes(await coreAlone()), 18_000),
];
if (verdicts.includes(false)) process.exitCode = 1;

async function coreAlone() {
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: 'src/core/index.ts',
        preserveEntrySignatures: 'strict',
        external: /^socket\.io-client/,
        output: { codeSplitting: false, minify: true, comments: { legal: false } },
      },
    },
  });
  return output[0].code;
}

function hold(what, bytes, limitBytes) {
  const isHeld = bytes <= limitBytes;
  report(what, bytes, `${isHeld ? 'within' : 'OVER'} ${limitBytes}`);
  return isHeld;
}

function report(what, bytes, note) {
  console.log(`${what.padEnd(40)} ${String(bytes).padStart(7)} B  ${note}`);
}

/**
 * Holds the kit to its size budget as a page fetches it, gzipped: `dist/noom.js` with every chunk that a real browser
 * asks for until it has joined by the prejoin, and the headless core with what its entry imports statically. Run `npm run build` first.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { createServer } from '../dist/server/index.js';
import { CHROMIUM_ARGS } from '../test/harness/browser-options.mjs';
import { findBrowser } from './find-browser.mjs';

const fetched = await scriptsOfACall();
const scripts = readdirSync('dist')
  .filter((name) => /^noom.*\.js$/.test(name))
  .map((name) => ({ name, bytes: gzipBytes(readFileSync(`dist/${name}`)), isOnDemand: !fetched.has(name) }));
for (const { name, bytes, isOnDemand } of scripts) report(name, bytes, isOnDemand ? 'on demand' : '');

const untilJoined = scripts.filter(({ isOnDemand }) => !isOnDemand).reduce((sum, { bytes }) => sum + bytes, 0);
const verdicts = [
  hold('everything until one has joined', untilJoined, 54_500),
  hold('the core at once', await coreAlone(), 20_000),
];
if (verdicts.includes(false)) process.exitCode = 1;

/** The names of the kit's scripts that a page with one tag asks for until it has joined. */
async function scriptsOfACall() {
  const stateDir = await mkdtemp(join(tmpdir(), 'noom-size-'));
  const server = await createServer({
    port: 0,
    stateDir,
    log: 'error',
    iceUrls: [],
    kitDir: 'dist',
    pagesDir: 'dist/server/pages',
  });
  const browser = await puppeteer.launch({ executablePath: await findBrowser('chromium'), args: CHROMIUM_ARGS });
  try {
    const names = new Set();
    const page = await browser.newPage();
    // What is fetched ahead, once one has joined and the browser is idle, is not waited for.
    await page.evaluateOnNewDocument(() => {
      globalThis.requestIdleCallback = () => 0;
    });
    page.on('request', (request) => names.add(new URL(request.url()).pathname.slice(1)));
    await page.goto(`${server.url}/call?room=size&name=Ann`);
    await page.waitForSelector('noom-room[state=prejoin]');
    await page.$eval('noom-room', (room) => room.join());
    await page.waitForSelector('noom-room[state=joined]');
    return names;
  } finally {
    await browser.close();
    await server.close();
    await rm(stateDir, { recursive: true });
  }
}

/** What whoever bundles the core fetches at once: its entry, and what that imports statically. */
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
        preserveEntrySignatures: 'allow-extension',
        external: /^socket\.io-client/,
        output: { minify: true, comments: { legal: false } },
      },
    },
  });
  const [entry] = output;
  const chunks = output.filter(({ fileName }) => [entry.fileName, ...entry.imports].includes(fileName));
  return chunks.reduce((sum, { code }) => sum + gzipBytes(code), 0);
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

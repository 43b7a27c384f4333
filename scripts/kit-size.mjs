/**
 * The size of the kit as a page loads it: shared by the budget (`npm run size`) and the comparison (`npm run bench --
 * size`).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';
import { CHROMIUM_ARGS } from '../test/harness/browser/runner/browser-options.mjs';
import { findBrowser } from './find/browser.mjs';

/**
 * The names of the kit's scripts that a page with one tag requests until it has joined: by the prejoin, and by
 * `autojoin`.
 * @returns {Promise<{ prejoin: Set<string>, autojoin: Set<string> }>}
 */
export async function scriptsOfACall() {
  // Imported here, because other callers need no built server.
  const { createServer } = await import('../dist/server/index.js');
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
    const address = `${server.url}/call?room=size&name=Ann`;
    return {
      prejoin: await scriptsUntilJoined(browser, address),
      autojoin: await scriptsUntilJoined(browser, `${address}&autojoin`),
    };
  } finally {
    await browser.close();
    await server.close();
    await rm(stateDir, { recursive: true });
  }
}

async function scriptsUntilJoined(browser, address) {
  const names = new Set();
  const page = await browser.newPage();
  // What is loaded ahead, after joining and when the browser is idle, does not count.
  await page.evaluateOnNewDocument(() => {
    globalThis.requestIdleCallback = () => 0;
  });
  page.on('request', (request) => names.add(new URL(request.url()).pathname.slice(1)));
  await page.goto(address);
  if (!address.endsWith('autojoin')) {
    // Checked in each frame: by default only changes outside of shadow trees cause a new check.
    const join = await page.waitForSelector('noom-room >>> noom-prejoin >>> .join:enabled', { visible: true });
    await join.click();
  }
  await page.waitForSelector('noom-room[state=joined]');
  await page.close();
  return names;
}

/**
 * The bundle of the core without lazy parts: its entry, and what that imports statically.
 * @returns {Promise<string>}
 */
export async function coreAlone() {
  const output = await bundleOf('src/core/index.ts');
  const [entry] = output;
  const chunks = output.filter(({ fileName }) => [entry.fileName, ...entry.imports].includes(fileName));
  return chunks.map(({ code }) => code).join('\n');
}

/**
 * The bundle of the plane over a media server with its library, which a page loads when its room outgrows a mesh. Some
 * of it is of the core, and there already.
 * @returns {Promise<string>}
 */
export async function mediaServerPlane() {
  const output = await bundleOf('src/core/media/livekit/livekit-plane.ts');
  return output.map(({ code }) => code).join('\n');
}

async function bundleOf(entry) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      // As a library: for a page, Vite would add its own code around dynamic imports.
      lib: { formats: ['es'], entry },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, comments: false },
      },
    },
  });
  return output;
}

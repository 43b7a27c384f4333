import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { coreAlone, mediaServerPlane, scriptsOfACall } from '../../scripts/kit-size.mjs';
import type { BenchResult } from '../lib/readme.js';
import { needBuild } from '../lib/world.js';
import { weighParts } from './parts.js';

/** The minimum that a page of a rival imports. */
const RIVALS: Readonly<Record<string, string>> = {
  'PeerJS, no UI': "export { Peer } from 'peerjs';",
  'simple-peer + socket.io-client, no UI':
    "export { default as SimplePeer } from 'simple-peer/simplepeer.min.js'; export { io } from 'socket.io-client';",
  'lit + socket.io-client, the floor':
    "export { LitElement, html, css } from 'lit'; export { io } from 'socket.io-client';",
};
const GOALS = { autojoin: 64_000, prejoin: 72_000, core: 34_000, plane: 160_000 };

/** What a page fetches, compressed: noom with its UI, its core alone, and the rivals built the same way. */
export async function benchSize(): Promise<BenchResult> {
  needBuild();
  const { autojoin, prejoin } = await scriptsOfACall();
  const rivals = await Promise.all(
    Object.entries(RIVALS).map(async ([title, code]) => row(title, [Buffer.from(await bundle(code))], '')),
  );
  return {
    name: 'size',
    rounds: null,
    tables: [
      {
        title: 'What a page fetches',
        head: ['', 'minified, kB', 'gzip, kB', 'brotli, kB', 'goal, gzip'],
        rows: [
          row('noom with its UI, until joined by autojoin', readScripts(autojoin), `≤ ${kB(GOALS.autojoin)}`),
          row('noom with its UI, until joined by the prejoin', readScripts(prejoin), `≤ ${kB(GOALS.prejoin)}`),
          row('noom’s core, at once', [Buffer.from(await coreAlone())], `≤ ${kB(GOALS.core)}`),
          row(
            'for a room that outgrows a mesh, with LiveKit’s client',
            [Buffer.from(await mediaServerPlane())],
            `≤ ${kB(GOALS.plane)}`,
          ),
          ...rivals,
        ],
        note: 'Scripts only; 1 kB is 1000 bytes. simple-peer is the script that its package has for pages.',
      },
      await weighParts(prejoin),
    ],
  };
}

function readScripts(names: ReadonlySet<string>): Buffer[] {
  return [...names].filter((name) => /^noom.*\.js$/.test(name)).map((name) => readFileSync(`dist/${name}`));
}

function row(title: string, scripts: readonly Buffer[], goal: string): string[] {
  const sum = (weigh: (script: Buffer) => Buffer): string =>
    kB(scripts.reduce((bytes, script) => bytes + weigh(script).length, 0));
  return [
    title,
    sum((script) => script),
    sum((script) => gzipSync(script, { level: 9 })),
    sum(brotliCompressSync),
    goal,
  ];
}

function kB(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

async function bundle(code: string): Promise<string> {
  const entry = 'virtual:entry';
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) => (id === `\0${entry}` ? code : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false, minify: true, comments: { legal: false } },
      },
    },
  })) as Rolldown.RolldownOutput;
  return output[0].code;
}

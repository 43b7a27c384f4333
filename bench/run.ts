/**
 * `npm run bench` runs every benchmark, `npm run bench -- join` one. `--rounds 3` is for a quick look: results of fewer
 * than nine rounds are printed and not written into `bench/README.md`. `--trace` also prints a timeline; with `--encode-once`,
 * `mesh` has the kit with that option as a contestant too.
 */
import { parseArgs } from 'node:util';
import { MissingRequirement, ROUNDS_OF_A_RESULT, type BenchOptions } from './lib/options.js';
import { toMarkdown, writeResult, type BenchResult } from './lib/readme.js';

const BENCHMARKS: Record<string, () => Promise<(options: BenchOptions) => Promise<BenchResult>>> = {
  join: async () => (await import('./join/join.js')).benchJoin,
  size: async () => (await import('./size/size.js')).benchSize,
  mesh: async () => (await import('./mesh/mesh.js')).benchMesh,
  stages: async () => (await import('./mesh/stages.js')).benchStages,
  server: async () => (await import('./server/server.js')).benchServer,
  files: async () => (await import('./files/files.js')).benchFiles,
  survive: async () => (await import('./survive/survive.js')).benchSurvive,
  sampler: async () => (await import('./sampler/sampler.js')).benchSampler,
  ui: async () => (await import('./ui/ui.js')).benchUi,
  large: async () => (await import('./large/large.js')).benchLarge,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: String(ROUNDS_OF_A_RESULT) },
    trace: { type: 'boolean', default: false },
    'encode-once': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS);
const unknown = names.filter((name) => !(name in BENCHMARKS));

if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(
    `Usage: npm run bench -- [${Object.keys(BENCHMARKS).join(' | ')}]… [--rounds ${String(ROUNDS_OF_A_RESULT)}] [--trace] [--encode-once]`,
  );
  process.exitCode = 2;
} else {
  for (const name of names) await runOne(name);
}

async function runOne(name: string): Promise<void> {
  try {
    const run = await BENCHMARKS[name]?.();
    const result = await run?.({ rounds, isTracing: values.trace, isOnce: values['encode-once'] });
    if (result === undefined) return;
    const markdown = await toMarkdown(result);
    console.log(`\n${markdown}\n`);
    if (result.rounds === null || result.rounds >= ROUNDS_OF_A_RESULT) await writeResult(name, markdown);
    else console.log(`Not written down: fewer than ${String(ROUNDS_OF_A_RESULT)} rounds.`);
  } catch (error) {
    if (!(error instanceof MissingRequirement)) throw error;
    console.log(`${name}: not run. ${error.message}`);
  }
}

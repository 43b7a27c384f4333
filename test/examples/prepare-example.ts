import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where every example looks for the signaling server: the default address of `npm start`. */
const DEFAULT_SERVER = 'http://127.0.0.1:3000';

/** The copy of an example, beside the kit as it is packed. */
export interface PreparedExample {
  /** Where its package.json is. */
  readonly folder: string;
  /** Runs a script of its package.json to its end. */
  run(script: string): Promise<void>;
  /** Replaces some text in one of its files, which has to have it. */
  readonly edit: (file: string, from: string, to: string) => Promise<void>;
  /** Removes it. */
  readonly remove: () => Promise<void>;
}

/** Copies an example into the folder that has the packed kit, installs it, and has it use that signaling server. */
export async function prepareExample(name: string, parent: string, server: string): Promise<PreparedExample> {
  const folder = join(parent, name);
  // What a person has installed and built there stays theirs.
  await cp(join(root, 'examples', name), folder, {
    recursive: true,
    filter: (source) => !/[/\\](node_modules|dist|build|\.next|\.angular|\.svelte-kit|\.astro)$/.test(source),
  });
  for (const file of await sourcesOf(folder)) {
    const text = await readFile(file, 'utf8');
    if (text.includes(DEFAULT_SERVER)) await writeFile(file, text.replaceAll(DEFAULT_SERVER, server));
  }
  await npm(folder, ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  return {
    folder,
    run: (script) => npm(folder, ['run', script]),
    async edit(file, from, to) {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no “${from}”.`);
      // As a whole, as editors do: a server that watches the file does not read half of it.
      const whole = join(parent, 'edited');
      await writeFile(whole, text.replace(from, to));
      await rename(whole, path);
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Runs npm, and throws with all that it said if it fails. */
async function npm(cwd: string, args: readonly string[]): Promise<void> {
  try {
    await run('npm', args, { cwd, shell: true, maxBuffer: 2 ** 26, env: QUIET });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Tools ask nothing, report nothing, and write no colours. */
export const QUIET: NodeJS.ProcessEnv = {
  ...process.env,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  ASTRO_TELEMETRY_DISABLED: '1',
};

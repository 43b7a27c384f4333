import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process that is no more left: the texts of its files, by their names. */
export interface LeftFiles {
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDER = /^rooms-(\d+)$/;
const DRAFT = '.draft';

/**
 * Small files of one process, in a folder of its own in `NOOM_STATE_DIR`, so that two servers that were started in the same place do
 * not take each other's. Each is there as a whole or not at all.
 */
export class RecordFiles {
  readonly #parent: string;
  readonly #own: string;

  constructor(stateDir: string) {
    this.#parent = stateDir;
    this.#own = `rooms-${String(process.pid)}`;
  }

  /** What is left of processes that are no more; in a container, one of them had the number of this one. */
  readLeft(maxFiles: number): LeftFiles[] {
    return readNames(this.#parent)
      .filter((folder) => folder === this.#own || isLeft(folder))
      .map((folder) => {
        const names = readNames(join(this.#parent, folder)).slice(0, maxFiles);
        return { folder, texts: new Map(names.flatMap((name) => readText(join(this.#parent, folder, name), name))) };
      });
  }

  /** Removes what is left, but not this process's own files of these names. */
  removeLeft({ folder, texts }: LeftFiles, ownNames: ReadonlySet<string>): void {
    if (folder !== this.#own) rmSync(join(this.#parent, folder), { recursive: true, force: true });
    else for (const name of texts.keys()) if (!ownNames.has(name)) this.remove(name);
  }

  /** Keeps a text: all of it, or what was there before. Throws when it cannot be written. */
  write(name: string, text: string): void {
    const folder = join(this.#parent, this.#own);
    const path = join(folder, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path + DRAFT, text, { mode: 0o600 });
    renameSync(path + DRAFT, path);
  }

  remove(name: string): void {
    rmSync(join(this.#parent, this.#own, name), { force: true });
  }
}

/** The name of a file for something that people called as they liked. */
export function fileNameOf(name: string): string {
  return `${createHash('sha256').update(name).digest('hex')}.json`;
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Not there yet, or not to be read: nothing was kept.
    return [];
  }
}

function readText(path: string, name: string): [name: string, text: string][] {
  try {
    return [[name, readFileSync(path, 'utf8')]];
  } catch {
    // Not to be read: as if it had not been kept.
    return [];
  }
}

/** Whether a folder is of a process that is no more. */
function isLeft(folder: string): boolean {
  const processId = Number(FOLDER.exec(folder)?.[1]);
  if (Number.isNaN(processId)) return false;
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    // Otherwise it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

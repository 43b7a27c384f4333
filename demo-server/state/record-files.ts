import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

/** What an ended process left: the texts of its files, by their names. */
export interface LeftFiles {
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDER = /^rooms-(\d+)$/;
const DRAFT = '.draft';

/**
 * Small files of one process, in its own folder in `NOOM_STATE_DIR`, so that two servers that were started in the same
 * place do not take each other's. Each file is written as a whole or not at all.
 */
export class RecordFiles {
  readonly #parent: string;
  readonly #own: string;

  constructor(stateDir: string) {
    this.#parent = stateDir;
    this.#own = `rooms-${String(process.pid)}`;
  }

  /** Reads what ended processes left; in a container, one of them may have had the id of this process. */
  readLeft(maxFiles: number): LeftFiles[] {
    return readNames(this.#parent)
      .filter((folder) => folder === this.#own || isLeft(folder))
      .map((folder) => {
        const names = readNames(join(this.#parent, folder)).slice(0, maxFiles);
        return { folder, texts: new Map(names.flatMap((name) => readText(join(this.#parent, folder, name), name))) };
      });
  }

  /** Removes what an ended process left, but not this process's own files of these names. */
  removeLeft({ folder, texts }: LeftFiles, ownNames: ReadonlySet<string>): void {
    if (folder !== this.#own) rmSync(join(this.#parent, folder), { recursive: true, force: true });
    else for (const name of texts.keys()) if (!ownNames.has(name)) this.remove(name);
  }

  /** Writes a text as a whole, or leaves what was there before. Throws when it cannot be written. */
  write(name: string, text: string): void {
    const folder = join(this.#parent, this.#own);
    const path = join(folder, name);
    makeFolder(folder);
    writeFileSync(path + DRAFT, text, { mode: 0o600 });
    renameSync(path + DRAFT, path);
  }

  remove(name: string): void {
    rmSync(join(this.#parent, this.#own, name), { force: true });
  }
}

/** The name of a file for a name that people chose. */
export function fileNameOf(name: string): string {
  return `${createHash('sha256').update(name).digest('hex')}.json`;
}

function readNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Missing or unreadable: nothing was kept.
    return [];
  }
}

function readText(path: string, name: string): [name: string, text: string][] {
  try {
    return [[name, readFileSync(path, 'utf8')]];
  } catch {
    // Unreadable: as if it had not been kept.
    return [];
  }
}

/** Whether a folder is of an ended process. */
function isLeft(folder: string): boolean {
  const processId = Number(FOLDER.exec(folder)?.[1]);
  if (Number.isNaN(processId)) return false;
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    // Otherwise the process exists, and is of another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

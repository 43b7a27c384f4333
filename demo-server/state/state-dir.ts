import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '../settings/settings.js';
import { makeFolder } from './make-folder.js';

/** Small secrets that outlive a restart, in files only the owner can read. */
export class StateDir {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads a kept file; `null` without one. @throws SettingsError when it exists and cannot be read. */
  read(name: string): Buffer | null {
    try {
      return readFileSync(join(this.#path, name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw this.#problem(error);
    }
  }

  /** Writes a file as a whole, or leaves what was there before. @throws SettingsError when it cannot be written. */
  write(name: string, content: string | Buffer): void {
    const path = join(this.#path, name);
    const draft = `${path}.${String(process.pid)}`;
    try {
      makeFolder(this.#path);
      writeFileSync(draft, content, { mode: 0o600 });
      renameSync(draft, path);
    } catch (error) {
      throw this.#problem(error);
    }
  }

  #problem(cause: unknown): SettingsError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new SettingsError([
      `NOOM_STATE_DIR: ${this.#path} cannot be used (${reason}). Name a folder that can be read and written.`,
    ]);
  }
}

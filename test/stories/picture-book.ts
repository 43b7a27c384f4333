import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** How far two colours may be apart, 0 to 1: pixelmatch's own default, which leaves out what smooths edges. */
const COLOUR_TOLERANCE = 0.1;
/**
 * Of all pixels, the part that may differ. The same version of a browser draws the same fonts alike, but for some edges
 * and the colours of scaled video: less than the smallest icon of a control. Another one may place lines of text a
 * pixel elsewhere, which changes the edges of their letters; a panel or a row of controls that is missing is more.
 */
const TOLERANCE = { sameVersion: 0.0003, otherVersion: 0.01 };

/** Where pictures are, and what is done with them. */
export interface PictureBookOptions {
  /** The folder of the recorded pictures. */
  pictures: string;
  /** The folder for what differs; emptied first. */
  differences: string;
  /** The browser's major version. */
  version: string;
  /** Whether pictures are recorded anew, and not compared. */
  isRenewing?: boolean;
}

/** The pictures that were recorded, beside what a browser draws now. */
export class PictureBook {
  readonly #options: PictureBookOptions;
  readonly #recordedVersion: string;

  constructor(options: PictureBookOptions) {
    this.#options = options;
    const file = join(options.pictures, 'recorded.json');
    if (options.isRenewing) {
      rmSync(options.pictures, { recursive: true, force: true });
      mkdirSync(options.pictures, { recursive: true });
      writeFileSync(file, `{ "chromium": ${JSON.stringify(options.version)} }\n`);
    } else rmSync(options.differences, { recursive: true, force: true });
    const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { chromium: string }) : null;
    this.#recordedVersion = recorded?.chromium ?? 'none';
  }

  /** What a reader of the results should know; `null` when there is nothing. */
  get note(): string | null {
    const { version, isRenewing } = this.#options;
    if (isRenewing) return `The pictures are recorded anew, by Chromium ${version}.`;
    if (version === this.#recordedVersion) return null;
    const percent = String(TOLERANCE.otherVersion * 100);
    return `Chromium ${version} is not the recorded ${this.#recordedVersion}: up to ${percent} % of a picture may differ.`;
  }

  /** What is against a PNG; `null` when it is as recorded, or is recorded now. */
  objection(name: string, found: Uint8Array): string | null {
    const file = join(this.#options.pictures, `${name}.png`);
    if (this.#options.isRenewing) {
      writeFileSync(file, found);
      return null;
    }
    if (!existsSync(file)) return this.#write(name, found, null, 'There is no recorded picture.');
    const recorded = PNG.sync.read(readFileSync(file));
    const drawn = PNG.sync.read(Buffer.from(found));
    const { width, height } = recorded;
    if (drawn.width !== width || drawn.height !== height)
      return this.#write(name, found, null, `It is of ${String(drawn.width)} × ${String(drawn.height)} pixels.`);
    const difference = new PNG({ width, height });
    const options = { threshold: COLOUR_TOLERANCE };
    const count = pixelmatch(recorded.data, drawn.data, difference.data, width, height, options);
    const most = Math.floor(width * height * this.#tolerance);
    if (count <= most) return null;
    return this.#write(name, found, difference, `${String(count)} pixels differ, and ${String(most)} may.`);
  }

  get #tolerance(): number {
    return this.#options.version === this.#recordedVersion ? TOLERANCE.sameVersion : TOLERANCE.otherVersion;
  }

  #write(name: string, found: Uint8Array, difference: PNG | null, words: string): string {
    const { differences } = this.#options;
    mkdirSync(differences, { recursive: true });
    writeFileSync(join(differences, `${name}.found.png`), found);
    if (difference) writeFileSync(join(differences, `${name}.difference.png`), PNG.sync.write(difference));
    return `${words} See ${differences}; CONTRIBUTING.md says how pictures are renewed.`;
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext } from 'node:test';
import { whyNoRegistry } from '../../scripts/find/registry.mjs';
import { packKit } from '../../scripts/pack-kit.mjs';
import type { Guest } from '../e2e/guest.js';
import { World, type PageParams } from '../e2e/world.js';
import { prepareExample, type PreparedExample } from './prepare-example.js';
import type { Serve, Served } from './serve.js';

const reason = whyNoRegistry();
const skip = reason !== null && `The examples are NOT tested: ${reason}`;

/**
 * Where the examples of a test file are installed, one after the other: the next one while the one before is tested,
 * because installing waits for files, and a call for frames.
 */
export class Workshop {
  readonly world = new World();
  readonly #examples: Example[] = [];
  #folder = '';

  async begin(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'noom-examples-'));
    packKit(this.#folder);
    await this.world.begin();
  }

  async end(): Promise<void> {
    await this.world.end();
    await Promise.all(this.#examples.map((example) => example.end()));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Describes the tests of an example, which is gone after them. */
  example(name: string, tests: (example: Example) => void): void {
    const index = this.#examples.length + 1;
    const example = new Example(this.world, async () => {
      const startedMs = performance.now();
      const prepared = await prepareExample(name, this.#folder, this.world.url);
      console.log(`${name} was installed in ${seconds(startedMs)}`);
      this.#examples[index]?.prepare().catch(() => {
        // It is thrown again where its own tests wait for it.
      });
      return prepared;
    });
    this.#examples.push(example);
    describe(`examples/${name}`, { skip }, () => {
      after(() => example.end());
      tests(example);
    });
  }
}

/** The workshop of a test file. */
export function useWorkshop(): Workshop {
  const workshop = new Workshop();
  before(() => workshop.begin());
  after(() => workshop.end());
  return workshop;
}

/** An example, and everything that its tests need. */
export class Example {
  readonly world: World;
  readonly #prepare: () => Promise<PreparedExample>;
  #prepared: Promise<PreparedExample> | undefined;
  readonly #served = new Map<Serve, Promise<Served>>();

  constructor(world: World, prepare: () => Promise<PreparedExample>) {
    this.world = world;
    this.#prepare = prepare;
  }

  /** Resolves with its copy, once it is installed. */
  prepare(): Promise<PreparedExample> {
    this.#prepared ??= this.#prepare();
    return this.#prepared;
  }

  /** May be called twice, and before it was prepared. */
  async end(): Promise<void> {
    for (const served of this.#served.values()) {
      await served.then(
        ({ close }) => close(),
        () => {
          // Its tests have failed by that.
        },
      );
    }
    await this.#prepared?.then(
      ({ remove }) => remove(),
      () => {
        // The same.
      },
    );
  }

  /** Opens a page of it in a room, as Ann. */
  async open(t: TestContext, serve: Serve, params: PageParams, path = ''): Promise<Guest> {
    const { url, output = [] } = await this.#serve(serve);
    const origin = path === '' ? url : `${url}/${path}`;
    try {
      return await this.world.open(t, '', { name: 'Ann', ...params }, { origin, script: countLeaves });
    } catch (error) {
      throw new Error([`${origin} did not open, and its server wrote:`, ...output].join('\n'), { cause: error });
    }
  }

  /** What its server answers to a request for that page, before any script. */
  async source(serve: Serve, params: PageParams): Promise<string> {
    const { url } = await this.#serve(serve);
    return (await fetch(`${url}/?${String(new URLSearchParams({ name: 'Ann', ...params }))}`)).text();
  }

  /** Each way to serve it once. */
  #serve(serve: Serve): Promise<Served> {
    let served = this.#served.get(serve);
    if (served === undefined) {
      const startedMs = performance.now();
      served = this.prepare().then(serve);
      this.#served.set(serve, served);
      served.then(
        () => console.log(`built and served: ${seconds(startedMs)}`),
        () => undefined,
      );
    }
    return served;
  }
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/** Counts how often the page hears that the call was left. */
function countLeaves(): void {
  const page = window as unknown as { leaves: number };
  page.leaves = 0;
  document.addEventListener('noom-left', () => (page.leaves += 1));
}

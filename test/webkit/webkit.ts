import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { WebKitPrograms } from '../../scripts/find/webkit.mjs';
import { freePort } from '../harness/server/free-port.mjs';
import { WebDriver } from './web-driver.js';

/** It draws without a graphics processor, beside other browsers: hundreds of frames may take a minute. */
const SCRIPT_MS = 120_000;
/** As much of WebKit as Debian's build has: rendering, media elements, capture that is mocked; no peer connections. */
const BROWSER_ARGS = [
  '--automation',
  '--enable-media-stream=true',
  '--enable-mock-capture-devices=true',
  // The protocol has no console: this build prints it.
  '--enable-write-console-messages-to-stdout=true',
];

/** WebKitGTK on a virtual display. */
export interface WebKit {
  readonly driver: WebDriver;
  /** Errors and warnings on the console so far, and uncaught errors. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Starts WebKitGTK with one window. */
export async function launchWebKit(programs: WebKitPrograms): Promise<WebKit> {
  const screen = spawn(programs.display, ['-displayfd', '3', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = (await once(createInterface(screen.stdio[3] as Readable), 'line')) as string[];
  const port = await freePort();
  const driver = spawn(programs.driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${String(display)}` },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // A test file that is cut off leaves nothing behind.
  process.once('exit', () => [driver, screen].forEach((child) => child.kill('SIGKILL')));
  const complaints: string[] = [];
  createInterface(driver.stdout).on('line', (line) => {
    if (/^CONSOLE .*(ERROR|WARN)/.test(line)) complaints.push(line);
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(`${origin}/status`, driver);
  const session = await WebDriver.begin(origin, {
    'webkitgtk:browserOptions': { binary: programs.browser, args: BROWSER_ARGS },
    timeouts: { script: SCRIPT_MS },
  });
  return {
    driver: session,
    complaints,
    async close() {
      await session.end();
      await Promise.all([driver, screen].map(stop));
    },
  };
}

/** Resolves when a server answers there; the driver does not report it by itself. */
async function answers(url: string, driver: ChildProcess): Promise<void> {
  while (driver.exitCode === null) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false, // refused: it does not listen yet
    );
    if (isThere) return;
  }
  throw new Error(`WebKit's driver ended with ${driver.exitCode}.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLoopback, isWildcard, lanAddresses } from './access/addresses.js';
import { createServer } from './create-server.js';
import { SettingsError, helpText, readSettings, type Settings } from './settings/settings.js';

/** The longest time from SIGTERM to exit, also when clients do not respond. */
const STOP_WITHIN_MS = 4000;

function print(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function fail(...lines: string[]): never {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exit(1);
}

/**
 * Run from the sources, the kit is in `dist`; built, this file is itself in `dist/server`. The documentation is beside
 * `dist`, where it was built.
 */
function folders(): { kitDir: string; pagesDir: string; siteDir: string; storybookDir: string } {
  const here = dirname(fileURLToPath(import.meta.url));
  const isBuilt = basename(here) === 'server';
  const kitDir = isBuilt ? dirname(here) : join(here, '..', 'dist');
  const root = dirname(kitDir);
  return {
    kitDir,
    pagesDir: join(here, 'pages'),
    siteDir: join(root, 'site-static'),
    storybookDir: join(root, 'storybook-static'),
  };
}

/** Notes for a server on a network: its addresses for phones, and that anyone may join. */
function networkNotes({ host, secret, https, trustProxyHops }: Settings, url: string): string[] {
  if (isLoopback(host)) return [];
  const { protocol, port } = new URL(url);
  const addresses = isWildcard(host) ? lanAddresses() : [];
  const urls = addresses.map((address) => `${protocol}//${address.includes(':') ? `[${address}]` : address}:${port}`);
  return [
    ...urls.map((each) => `  on this network: ${each}`),
    ...(secret === null ? ['  open to everyone on this network: anyone who knows a room may join it'] : []),
    ...(https === null && trustProxyHops === 0
      ? ['  without HTTPS, browsers give camera and microphone to this machine only: NOOM_HTTPS=self-signed']
      : []),
  ];
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const found = folders();
  const server = await createServer({ ...settings, ...found });
  const stop = (): void => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    void server.close().finally(() => process.exit(0));
  };
  // For each signal, however often: npm passes one on that the terminal has sent already, and a further one would end the
  // process before its rooms are told.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A node of the media server is about to be stopped.
  process.on('SIGUSR2', () => {
    server.drainMedia();
  });
  // Last: a program that waits for this line may stop the server at once.
  const hasSite = existsSync(join(found.siteDir, 'index.html'));
  const notes = hasSite ? [`  documentation: ${server.url}/docs/`] : [];
  print(`noom listening on ${server.url}`, ...notes, ...networkNotes(settings, server.url));
}

const options = process.argv.slice(2);
if (options.includes('--help') || options.includes('-h')) {
  print(helpText());
} else if (options.length > 0) {
  fail(`noom-server: unknown option ${options.join(' ')}; see noom-server --help`);
} else {
  main().catch((error: unknown) => {
    if (!(error instanceof SettingsError)) throw error;
    fail('noom-server cannot start:', ...error.problems.map((problem) => `  ${problem}`), 'See noom-server --help.');
  });
}

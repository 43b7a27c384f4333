import { isLoopback } from '../access/addresses.js';
import { nearest } from './nearest.js';
import { checkMediaSettings } from './media-settings.js';
import { MAX_PARTICIPANTS, MIN_SECRET_BYTES, SETTINGS, type Settings } from './setting-entries.js';

export type { Settings } from './setting-entries.js';

/** The server cannot start with some settings; each problem names its variable and says what to do. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * The given settings with the defaults for the rest.
 * @throws SettingsError when they contradict each other.
 */
export function completeSettings(given: Partial<Settings> = {}): Settings {
  const settings = withDefaults(given);
  const problems = checkSettings(settings);
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws SettingsError with every problem at once.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = misspelled(environment);
  const given: Record<string, unknown> = {};
  const refused = new Set<string>();
  for (const [key, { variable, read }] of Object.entries(SETTINGS)) {
    const value = environment[variable]?.trim() ?? '';
    if (value === '') continue;
    const result = read(value);
    if (result.ok) given[key] = result.value;
    else {
      refused.add(key);
      problems.push(`${variable}: ${result.problem}.`);
    }
  }
  const settings = withDefaults(given);
  problems.push(...checkSettings(settings, refused));
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function withDefaults(given: Partial<Settings>): Settings {
  const entries = Object.entries(SETTINGS).map(([key, entry]) => [key, given[key as keyof Settings] ?? entry.default]);
  const settings = Object.fromEntries(entries) as Settings;
  // Defaults that follow from other settings.
  const maxParticipants = settings.livekitUrl === null ? settings.maxParticipants : MAX_PARTICIPANTS.mediaServer;
  return {
    ...settings,
    maxParticipants: given.maxParticipants ?? maxParticipants,
    meshHard: given.meshHard ?? Math.max(settings.meshHard, settings.meshMax),
  };
}

/** What `--help` prints. */
export function helpText(): string {
  const entries = Object.values(SETTINGS).map(({ variable, help, default: fallback }) => {
    const isPlain = typeof fallback === 'number' || typeof fallback === 'string';
    const shown = isPlain ? ` (${String(fallback)})` : fallback === false ? ' (off)' : '';
    return `  ${variable.padEnd(37)}${help}${shown}`;
  });
  return [
    'Usage: noom-server [--help]',
    '',
    'Serves the signaling of Noom Elements, the kit and the demo pages on one port.',
    'Settings are environment variables; the default is in parentheses:',
    '',
    ...entries,
    '',
  ].join('\n');
}

/** The problems of settings that are valid one by one; what was `refused` is not missing, and has been told of. */
function checkSettings(settings: Settings, refused: ReadonlySet<string> = new Set()): string[] {
  const { host, secret: key, open, iceUrls: urls, turnSecret } = settings;
  const problems: string[] = [];
  const secretBytes = Buffer.byteLength(key ?? '');
  if (key !== null && secretBytes < MIN_SECRET_BYTES) {
    problems.push(
      `NOOM_SECRET: it has ${String(secretBytes)} bytes and must have at least ${String(MIN_SECRET_BYTES)}. ` +
        'Make one with: openssl rand -base64 48',
    );
  }
  const isOpen = key === null && open !== 'lan' && !refused.has('open');
  if (isOpen && !isLoopback(host)) {
    problems.push(
      `HOST: ${host} can be reached from other machines, and without NOOM_SECRET anyone there may join any room. ` +
        'Set NOOM_SECRET to require tokens, or NOOM_OPEN=lan to allow it on a network you trust.',
    );
  }
  if (isOpen) problems.push(...openToTheWorld(settings));
  const hasTurn = urls.some((url) => /^turns?:/i.test(url));
  if (hasTurn && turnSecret === null) {
    problems.push('NOOM_ICE_URLS: it names a TURN server. Set NOOM_TURN_SECRET to the secret shared with it.');
  }
  if (!hasTurn && turnSecret !== null && !refused.has('iceUrls')) {
    problems.push(
      'NOOM_TURN_SECRET: NOOM_ICE_URLS names no TURN server, so that calls would have none. ' +
        'Add it there, as in stun:turn.example.com,turn:turn.example.com, or leave NOOM_TURN_SECRET empty.',
    );
  }
  problems.push(...checkMediaSettings(settings, refused));
  return problems;
}

/** An open server on loopback can be reached from outside too: through a proxy, and from pages of other origins. */
function openToTheWorld({ trustProxyHops, origins }: Settings): string[] {
  const problems: string[] = [];
  const remedy = 'Set NOOM_SECRET to require tokens, or NOOM_OPEN=lan to allow it.';
  if (trustProxyHops > 0) {
    problems.push(`NOOM_TRUST_PROXY: without NOOM_SECRET anyone who reaches the proxy may join any room. ${remedy}`);
  }
  const foreign = origins?.find((each) => !isLoopback(new URL(each).hostname));
  if (foreign !== undefined) {
    problems.push(`NOOM_ORIGINS: without NOOM_SECRET anyone who opens ${foreign} may join any room. ${remedy}`);
  }
  return problems;
}

/** A misspelled setting would silently have no effect, and a misspelled secret would leave the server open. */
function misspelled(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.values(SETTINGS).map(({ variable }) => variable);
  const unknown = Object.keys(environment).filter((name) => /^noom_/i.test(name) && !known.includes(name));
  return unknown.map((name) => {
    const meant = nearest(name.toUpperCase(), known);
    return `${name}: there is no such setting; the nearest is ${meant}. See noom-server --help.`;
  });
}

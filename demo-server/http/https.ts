import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { isWildcard, lanAddresses, withoutBrackets } from '../access/addresses.js';
import type { HttpsSetting } from '../settings/setting-readers.js';
import { SettingsError } from '../settings/settings.js';
import type { StateDir } from '../state/state-dir.js';

/** A certificate and its key, in PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

const FILE = 'self-signed.pem';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Apple's systems refuse TLS certificates with a validity of more than 825 days, also self-signed ones. */
const VALID_DAYS = 800;

/**
 * The certificate to serve HTTPS with.
 * @throws SettingsError when the files cannot be used.
 */
export async function loadCertificate(setting: HttpsSetting, host: string, stateDir: StateDir): Promise<Certificate> {
  return setting === 'self-signed' ? selfSigned(host, stateDir) : fromFiles(setting);
}

/** Kept while it is valid for every address of this machine, so that a phone has to trust it only once. */
async function selfSigned(host: string, stateDir: StateDir): Promise<Certificate> {
  const names = namesOf(host);
  const kept = stateDir.read(FILE)?.toString();
  if (kept !== undefined && isGoodFor(kept, names)) return { cert: kept, key: kept };
  // Lazy: most servers never make a certificate.
  const { generate } = await import('selfsigned');
  const altNames = names.map((name) =>
    isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  );
  const made = await generate([{ name: 'commonName', value: 'noom-server (self-signed)' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const pem = `${made.cert.trim()}\n${made.private.trim()}\n`;
  stateDir.write(FILE, pem);
  return { cert: pem, key: pem };
}

function namesOf(host: string): string[] {
  const own = isWildcard(host) ? [hostname(), ...lanAddresses()] : [withoutBrackets(host)];
  return [...new Set(['localhost', '127.0.0.1', '::1', ...own])];
}

function isGoodFor(pem: string, names: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const isFresh = Date.parse(certificate.validTo) > Date.now() + DAY_MS;
    const covers = (name: string): boolean =>
      (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
    return isFresh && names.every(covers);
  } catch {
    // A damaged file is replaced like an outdated one.
    return false;
  }
}

function fromFiles({ certPath, keyPath }: Exclude<HttpsSetting, 'self-signed'>): Certificate {
  try {
    const certificate = { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
    // Fails now, with an explanation, if they are damaged or do not belong together.
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError([
      `NOOM_HTTPS: ${certPath} and ${keyPath} cannot be used (${reason}). Name a certificate and its key, both in PEM.`,
    ]);
  }
}

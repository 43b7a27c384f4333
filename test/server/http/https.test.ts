import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { createServer } from '../../../demo-server/create-server.js';
import { lanAddresses } from '../../../demo-server/access/addresses.js';
import { loadCertificate } from '../../../demo-server/http/https.js';
import { SettingsError } from '../../../demo-server/settings/settings.js';
import { StateDir } from '../../../demo-server/state/state-dir.js';
import { createWorld, temporaryDir } from '../worlds/harness.js';

async function status(url: string, options: object): Promise<number | undefined> {
  const [response] = (await once(get(url, { agent: false, ...options }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

test('with a self-signed certificate it serves pages and calls over HTTPS to clients that trust it', async (t) => {
  const stateDir = await temporaryDir(t);
  const world = await createWorld(t, { https: 'self-signed', stateDir });
  const { url } = world.server;
  assert.match(url, /^https:\/\/127\.0\.0\.1:\d+$/);
  const ca = await readFile(join(stateDir, 'self-signed.pem'));
  assert.equal(await status(`${url}/healthz`, { ca }), 200);
  await assert.rejects(status(`${url}/healthz`, {}), /self-signed/);
  const client = await world.client({ rejectUnauthorized: false });
  await client.join('tea', 'Ann');
});

test('the certificate names every address of this machine, and is for its owner alone', async (t) => {
  const stateDir = await temporaryDir(t);
  const { cert } = await loadCertificate('self-signed', '0.0.0.0', new StateDir(stateDir));
  const certificate = new X509Certificate(cert);
  for (const address of ['127.0.0.1', '::1', ...lanAddresses()]) assert.ok(certificate.checkIP(address), address);
  assert.ok(certificate.checkHost('localhost'));
  assert.equal(certificate.ca, false);
  const validDays = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  assert.ok(validDays > 700 && validDays < 825, String(validDays));
  assert.equal((await stat(join(stateDir, 'self-signed.pem'))).mode & 0o777, 0o600);
});

test('the certificate is kept until it no longer fits', async (t) => {
  const path = await temporaryDir(t);
  const stateDir = new StateDir(path);
  const first = await loadCertificate('self-signed', '127.0.0.1', stateDir);
  assert.deepEqual(await loadCertificate('self-signed', '127.0.0.1', stateDir), first);
  const moved = await loadCertificate('self-signed', '192.0.2.77', stateDir);
  assert.notEqual(moved.cert, first.cert);
  assert.ok(new X509Certificate(moved.cert).checkIP('192.0.2.77'));
  await writeFile(join(path, 'self-signed.pem'), 'damaged');
  const repaired = await loadCertificate('self-signed', '127.0.0.1', stateDir);
  assert.ok(new X509Certificate(repaired.cert).checkIP('127.0.0.1'));
});

test('a certificate and key from files are used', async (t) => {
  const stateDir = await temporaryDir(t);
  const made = await loadCertificate('self-signed', '127.0.0.1', new StateDir(stateDir));
  const certPath = join(stateDir, 'cert.pem');
  const keyPath = join(stateDir, 'key.pem');
  await writeFile(certPath, made.cert);
  await writeFile(keyPath, made.key);
  const world = await createWorld(t, { https: { certPath, keyPath } });
  assert.equal(await status(`${world.server.url}/healthz`, { ca: made.cert }), 200);
});

test('missing files, or files that are no certificate, stop the start with an explanation', async (t) => {
  const stateDir = await temporaryDir(t);
  const keyPath = join(stateDir, 'key.pem');
  const start = (certPath: string): Promise<unknown> =>
    createServer({ port: 0, log: 'silent', stateDir, https: { certPath, keyPath } });
  const isSaid = (error: unknown): boolean => error instanceof SettingsError && /^NOOM_HTTPS: /.test(error.message);
  await assert.rejects(start(join(stateDir, 'missing.pem')), isSaid);
  await writeFile(keyPath, 'no key');
  await assert.rejects(start(keyPath), isSaid);
});

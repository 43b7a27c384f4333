import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { generate } from 'selfsigned';
import { findProxies } from '../../../scripts/find/proxies.mjs';
import { allBlocks } from '../../harness/documents.js';

const { nginx = '', caddy = '', reason } = findProxies();
const skip = reason !== undefined && `Settings of proxies are NOT tested: ${reason}`;
const folder = mkdtempSync(join(tmpdir(), 'noom-proxies-'));
before(async () => {
  const made = await generate([{ name: 'commonName', value: 'call.example.org' }]);
  writeFileSync(join(folder, 'fullchain.pem'), made.cert);
  writeFileSync(join(folder, 'privkey.pem'), made.private);
});
after(() => {
  rmSync(folder, { recursive: true });
});

/** What nginx writes while it works: here, and not on the machine. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);

/** What a program complains of in its settings; `null` where it takes them. */
type Check = (settings: string) => string | null;

const checkNginx: Check = (settings) => {
  const here = settings
    .replaceAll(/\/etc\/letsencrypt\/live\/[\w.]+/g, folder)
    // It opens its ports to look whether it may: others, where anyone may, and on every machine.
    .replaceAll(
      /\blisten (\[::\]:)?(\d+)/g,
      (_, six?: string, port = '') => `listen ${six ? '127.0.0.1' : '127.0.0.2'}:${String(20_000 + Number(port))}`,
    );
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, `pid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${TEMPORARY.join('\n')}\n${here}\n}\n`);
  return run(nginx, ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', file]);
};

const checkCaddy: Check = (settings) => {
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, settings);
  return run(caddy, ['adapt', '--adapter', 'caddyfile', '--config', file]);
};

function run(program: string, args: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  assert.ifError(error);
  return status === 0 ? null : stderr;
}

const PROXIES: Readonly<Record<string, { check: Check; wrong: (settings: string) => string }>> = {
  nginx: { check: checkNginx, wrong: (settings) => settings.replace('upstream', 'downstream') },
  caddyfile: { check: checkCaddy, wrong: (settings) => settings.replace('reverse_proxy', 'perverse_proxy') },
};

for (const [language, { check, wrong }] of Object.entries(PROXIES)) {
  test(`the settings for ${language} in the documents are taken by it, and a mistake in them is not`, { skip }, () => {
    const blocks = allBlocks().filter((block) => block.language === language);
    assert.ok(blocks.length > 0);
    for (const { path, code } of blocks) {
      assert.equal(check(code), null, path);
      assert.notEqual(check(wrong(code)), null, path);
    }
  });
}

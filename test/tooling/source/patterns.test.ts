import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files whose patterns are applied to texts of other participants, and the test that measures how their time grows. */
const MEASURED: Record<string, string> = {
  'src/protocol/visible-text.ts': 'test/tooling/source/growth-of-reading.test.ts',
  'src/protocol/messages.ts': 'test/tooling/source/growth-of-reading.test.ts',
  'src/protocol/emoji.ts': 'test/tooling/source/growth-of-reading.test.ts',
  'src/core/media/mesh/link/description-text.ts': 'test/tooling/source/growth-of-reading.test.ts',
  'src/components/noom-chat/links/linkify.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-chat/links/address-extent.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-chat/links/address-host.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-chat/links/safe-href.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-chat/links/scripts-without-spaces.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-chat/text-direction.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-participants/match-name.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/core/files/file-name.ts': 'test/tooling/source/growth-of-reading.test.ts',
  'src/components/internal/save/save-file.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/noom-video/avatar.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'src/components/internal/localization/texts.ts': 'test/tooling/source/growth-of-drawing.test.ts',
  'demo-server/access/addresses.ts': 'test/server/signaling/growth.test.ts',
  'demo-server/access/origins.ts': 'test/server/signaling/growth.test.ts',
};

/**
 * Folders and files whose patterns are applied only to texts of the page, its browser or the server's operator, or to
 * one character.
 */
const OWN =
  /^(src\/(testing|components\/(noom-(controls|device-select|prejoin|room|settings)|internal))\/|src\/core\/(call\/session\/token-asking|check\/(check-ice|ice-urls)|devices\/device-errors|media\/mesh\/link\/offered-codecs|features\/healing\/turn-trouble|stats\/redact-stats|signaling\/(web-socket-wire|socket-io-transport))\.ts$|demo-server\/(settings|state|http|media)\/|demo-server\/(main|ports\/ice|access\/metrics-audience)\.ts$)/;

function filesIn(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.stories.ts'))
    .map((name) => `${folder}/${name}`);
}

/** Whether a source has a pattern: a literal, or a created one. */
function hasPattern(path: string): boolean {
  const source = ts.createSourceFile(path, readFileSync(root + path, 'utf8'), ts.ScriptTarget.Latest);
  const look = (node: ts.Node): boolean => {
    if (ts.isRegularExpressionLiteral(node)) return true;
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') return true;
    return ts.forEachChild(node, (child) => look(child) || undefined) ?? false;
  };
  return look(source);
}

const withPatterns = [...filesIn('src'), ...filesIn('demo-server')].filter(hasPattern);

test('every pattern for texts of other participants is in a file whose growth is measured', () => {
  assert.ok(withPatterns.length > 10);
  const unknown = withPatterns.filter((path) => MEASURED[path] === undefined && !OWN.test(path));
  assert.deepEqual(unknown, [], 'measure them in one of the growth tests, and name them here');
});

test('every file that is named as measured exists, and so does its test', () => {
  for (const path of [...Object.keys(MEASURED), ...Object.values(MEASURED)]) {
    assert.ok(readFileSync(root + path, 'utf8').length > 0, path);
  }
});

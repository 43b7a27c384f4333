import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageParams } from '../e2e/world.js';
import type { Serve } from './serve.js';
import type { Example } from './workshop.js';

/** What a server writes is there before any script: the tag, with what the request says. */
export function testSource(example: Example, serve: Serve): void {
  test('the server writes the tag with its attributes', async () => {
    const room = example.world.room();
    const tagFor = async (params: PageParams): Promise<string> => {
      const [tag = ''] = /<noom-room[^>]*>/.exec(await example.source(serve, params)) ?? [];
      return tag;
    };
    const tag = await tagFor({ room, autojoin: '' });
    assert.match(tag, new RegExp(` room="${room}"`));
    assert.match(tag, / display-?name="Ann"/i);
    assert.match(tag, / autojoin(=""|="true")?[ >]/);
    assert.doesNotMatch(tag, /strings|\[object|undefined|=>/);
    assert.doesNotMatch(await tagFor({ room }), / autojoin(=""|="true")?[ >]/);
  });
}

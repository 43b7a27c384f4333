import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/browser/launch-browser.js';
import { PictureBook } from './picture-book.js';
import { servedFonts } from './fonts.js';
import { told } from './preview-channel.js';
import { prepareStill, takeStill } from './still.js';
import { readEntries, useStorybook } from './storybook.js';

/** The same edges on every machine: none of a screen's colours in them, and letters where the font has them. */
const ALIKE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--disable-font-subpixel-positioning',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];
const SIZES = { wide: [880, 560], narrow: [390, 700], panel: [380, 560] } as const;

interface Wanted {
  readonly size: keyof typeof SIZES;
  readonly globals?: string;
  readonly isAnyoneSpeaking?: boolean;
}

const PICTURES = fileURLToPath(new URL('pictures', import.meta.url));
const DARK = 'theme:dark';
const KOREAN = 'language:ko';
const speaking = { isAnyoneSpeaking: true } as const;

/** Which stories, and how. Emoji are in none of them: they would be of a font of the machine. */
const WANTED: Readonly<Record<string, readonly Wanted[]>> = {
  'noom-room--prejoin': [{ size: 'wide' }, { size: 'narrow', globals: DARK }],
  'noom-room--korean-prejoin': [{ size: 'narrow' }],
  'noom-room--camera-blocked': [{ size: 'wide' }],
  'noom-room--two-on-a-phone': [{ size: 'narrow', ...speaking }],
  'noom-room--screen': [{ size: 'wide', ...speaking }],
  'noom-room--with-chat': [{ size: 'wide', ...speaking }],
  'noom-room--with-participants': [{ size: 'wide', globals: DARK, ...speaking }],
  'noom-room--korean': [{ size: 'wide', globals: KOREAN, ...speaking }],
  'noom-room--right-to-left': [{ size: 'wide', ...speaking }],
  'noom-room--link-interrupted': [{ size: 'narrow' }],
  'noom-room--leaving-as-the-host': [{ size: 'narrow', ...speaking }],
  'noom-room--waiting-in-the-lobby': [{ size: 'narrow' }],
  'noom-room--room-is-full': [{ size: 'narrow', globals: `${DARK};${KOREAN}` }],
  'noom-video--picture-paused': [
    { size: 'panel' },
    { size: 'panel', globals: DARK },
    { size: 'panel', globals: KOREAN },
  ],
  'noom-stage--twelve': [{ size: 'wide', globals: DARK, ...speaking }],
  'noom-stage--filmstrip': [{ size: 'wide', ...speaking }],
  'noom-chat--replies-and-deleted': [{ size: 'panel' }],
  'noom-chat--files': [{ size: 'panel', globals: DARK }],
  'noom-participants--as-host': [{ size: 'panel' }],
  'noom-participants--korean': [{ size: 'panel', globals: KOREAN }],
  'noom-controls--with-labels': [{ size: 'wide' }],
  'noom-settings--open': [{ size: 'panel' }],
  'noom-settings--korean': [{ size: 'panel', globals: `${DARK};${KOREAN}` }],
};

const addressOf = useStorybook([servedFonts]);
let browser: TestBrowser;
let one: TestPage;
let book: PictureBook;
before(async () => {
  browser = await launchBrowser({ args: ALIKE });
  const [version = ''] = /\d+/.exec(await browser.browser.version()) ?? [];
  const differences = fileURLToPath(new URL('differences', import.meta.url));
  book = new PictureBook({
    pictures: PICTURES,
    differences,
    version,
    isRenewing: process.env['RENEW_PICTURES'] === '1',
  });
  one = await browser.openPage('about:blank');
  await prepareStill(one.page);
});
after(() => browser.close());

describe('stories look as recorded', () => {
  const entries = readEntries('story');
  const files = ['recorded.json'];
  for (const [id, pictures] of Object.entries(WANTED))
    for (const { size, globals = '', ...still } of pictures) {
      const name = [id, size, ...globals.split(/[:;]/).filter((_, index) => index % 2 === 1)].join(' ');
      files.push(`${name.replaceAll(' ', '.')}.png`);
      it(name, async () => {
        const story = entries.find((entry) => entry.id === id);
        assert(story, 'There is no such story.');
        const { page } = one;
        const [width, height] = SIZES[size];
        await page.setViewport({ width, height });
        await page.goto(`${addressOf(story)}&globals=${globals}`);
        await told(page, 'storyFinished');
        assert.equal(book.objection(name.replaceAll(' ', '.'), await takeStill(page, still)), null);
      });
    }

  it('and no picture is recorded that is compared with none', (t) => {
    if (book.note !== null) t.diagnostic(book.note);
    assert.deepEqual(readdirSync(PICTURES).sort(), files.sort());
  });
});

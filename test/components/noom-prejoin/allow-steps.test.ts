import { expect } from '@open-wc/testing';
import { blockedKinds } from '../../../src/components/noom-prejoin/blocked.js';
import { siteSteps, systemSteps } from '../../../src/components/noom-prejoin/more/allow-steps.js';
import { surroundingsOf } from '../../../src/components/noom-prejoin/more/surroundings.js';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ON_CHROME = ['allowIcon', 'allowSwitchOn', 'allowBack'];
const ANY = ['allowAnywhere', 'allowChoose', 'allowReload'];

/** What browsers say of themselves: the name and the system; the steps for the page; those for the system. */
const CASES: readonly [string, string, readonly string[], readonly string[]][] = [
  [`${MAC} ${CHROME} Safari/537.36`, 'Chrome macOS', ON_CHROME, ['systemMac', 'systemMacOn', 'systemQuit']],
  [
    `${WINDOWS} ${CHROME} Safari/537.36`,
    'Chrome Windows',
    ON_CHROME,
    ['systemWindows', 'systemWindowsOn', 'allowAgain'],
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 'Chrome ', ON_CHROME, []],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`,
    'Chrome ChromeOS',
    ON_CHROME,
    ['systemChromebook', 'allowSwitchOn', 'allowAgain'],
  ],
  [
    `${WINDOWS} ${CHROME} Safari/537.36 Edg/156.0.0.0`,
    'Edge Windows',
    ['allowIcon', 'allowChoose', 'allowBack'],
    ['systemWindows', 'systemWindowsOn', 'allowAgain'],
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
    'Firefox Windows',
    ['allowCrossedIcon', 'allowUnblock', 'allowAgain'],
    ['systemWindows', 'systemWindowsOn', 'allowAgain'],
  ],
  [
    `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15`,
    'Safari macOS',
    ['allowSafariMenu', 'allowChoose', 'allowReload'],
    [],
  ],
  [
    `${ANDROID} ${CHROME} Mobile Safari/537.36`,
    'Chrome Android',
    ['allowIcon', 'allowPermissions', 'allowBack'],
    ['systemAndroid', 'systemTiles', 'allowAgain'],
  ],
  [
    `${ANDROID} ${CHROME} Mobile Safari/537.36 EdgA/156.0.0.0`,
    'Edge Android',
    ['allowIcon', 'allowPermissions', 'allowBack'],
    ['systemAndroid', 'systemTiles', 'allowAgain'],
  ],
  [
    'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0',
    'Firefox Android',
    ['allowIcon', 'allowUnblockTap', 'allowAgain'],
    ['systemAndroid', 'systemTiles', 'allowAgain'],
  ],
  [
    `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`,
    'Safari iOS',
    ['allowSafariPage', 'allowChoose', 'allowReload'],
    ['systemSafari', 'systemSafariOn', 'allowReload'],
  ],
  ...['CriOS/156.0.0.0', 'FxiOS/153.0', 'EdgiOS/156.0.0.0 Version/18.0'].map(
    (product, index): (typeof CASES)[number] => [
      `${IPHONE} ${product} Mobile/15E148 Safari/604.1`,
      `${['Chrome', 'Firefox', 'Edge'][index] ?? ''} iOS`,
      ['allowApp', 'allowSwitchOn', 'allowReload'],
      [],
    ],
  ),
  // A browser with menus of its own is not taken for Chrome.
  [`${ANDROID} ${CHROME} Mobile Safari/537.36 SamsungBrowser/29.0`, ' Android', ANY, []],
  [`${WINDOWS} ${CHROME} Whale/4.33.325.17 Safari/537.36`, ' Windows', ANY, []],
  [
    `Mozilla/5.0 (Linux; Android 15; SM; wv) ${CHROME} Mobile Safari/537.36 KAKAOTALK 25`,
    'Chrome Android',
    ['allowElsewhere'],
    [],
  ],
  [`${IPHONE} Mobile/15E148 KAKAOTALK 25.1`, ' iOS', ['allowElsewhere'], []],
  ['curl/8', ' ', ANY, []],
];

describe('what to do about a blocked permission', () => {
  it('is told for the browser and the system in use', () => {
    for (const [userAgent, names, ofSite, ofSystem] of CASES) {
      const found = surroundingsOf({ userAgent, maxTouchPoints: 0 });
      expect(`${found.browser} ${found.system}`, userAgent).to.equal(names);
      expect(siteSteps(found), userAgent).to.deep.equal(ofSite);
      expect(systemSteps(found), userAgent).to.deep.equal(ofSystem);
    }
  });

  it('is told for an iPad, whose Safari says that it is a Mac', () => {
    const userAgent = `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15`;
    const found = surroundingsOf({ userAgent, maxTouchPoints: 5 });
    expect([found.browser, found.system]).to.deep.equal(['Safari', 'iPadOS']);
    expect(siteSteps(found)[0]).to.equal('allowSafariPage');
  });

  it('is about what the permissions say', () => {
    const blocked = (camera: 'granted' | 'denied', microphone: 'granted' | 'denied'): readonly string[] =>
      blockedKinds({ permissions: { camera, microphone } });
    expect(blocked('granted', 'granted')).to.deep.equal([]);
    expect(blocked('denied', 'granted')).to.deep.equal(['camera']);
    expect(blocked('granted', 'denied')).to.deep.equal(['microphone']);
    expect(blocked('denied', 'denied')).to.have.members(['camera', 'microphone']);
  });
});

import type { TextKey } from '../../internal/localization/index.js';
import type { Browser, Surroundings } from './surroundings.js';

type Steps = readonly TextKey[];

const ANY: Steps = ['allowAnywhere', 'allowChoose', 'allowReload'];
/** Chrome and Edge tell the page of the change; the others ask again, or do so after a reload only. */
const ON_DESKTOP: Readonly<Record<Browser, Steps>> = {
  Chrome: ['allowIcon', 'allowSwitchOn', 'allowBack'],
  Edge: ['allowIcon', 'allowChoose', 'allowBack'],
  Firefox: ['allowCrossedIcon', 'allowUnblock', 'allowAgain'],
  Safari: ['allowSafariMenu', 'allowChoose', 'allowReload'],
  '': ANY,
};
const ON_ANDROID: Readonly<Record<Browser, Steps>> = {
  Chrome: ['allowIcon', 'allowPermissions', 'allowBack'],
  Edge: ['allowIcon', 'allowPermissions', 'allowBack'],
  Firefox: ['allowIcon', 'allowUnblockTap', 'allowAgain'],
  Safari: ANY,
  '': ANY,
};

/** How a person allows this page what they, or the browser, have refused. */
export function siteSteps({ browser, system, isInApp }: Surroundings): Steps {
  if (isInApp) return ['allowElsewhere'];
  if (system === 'Android') return ON_ANDROID[browser];
  if (system !== 'iOS' && system !== 'iPadOS') return ON_DESKTOP[browser];
  if (browser === 'Safari') return ['allowSafariPage', 'allowChoose', 'allowReload'];
  // There the system decides for the other browsers, as for any app.
  return browser === '' ? ANY : ['allowApp', 'allowSwitchOn', 'allowReload'];
}

/** How a person allows the browser what the system refuses; none where it does not, or it is not known how. */
export function systemSteps({ browser, system, isInApp }: Surroundings): Steps {
  if (browser === '' || isInApp) return [];
  switch (system) {
    case 'macOS':
      // It belongs to the system, and is not in its list.
      return browser === 'Safari' ? [] : ['systemMac', 'systemMacOn', 'systemQuit'];
    case 'Windows':
      return ['systemWindows', 'systemWindowsOn', 'allowAgain'];
    case 'Android':
      return ['systemAndroid', 'systemTiles', 'allowAgain'];
    case 'iOS':
    case 'iPadOS':
      return browser === 'Safari' ? ['systemSafari', 'systemSafariOn', 'allowReload'] : [];
    case 'ChromeOS':
      return ['systemChromebook', 'allowSwitchOn', 'allowAgain'];
    default:
      return [];
  }
}

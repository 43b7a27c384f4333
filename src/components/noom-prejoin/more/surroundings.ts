/** Names as people know them; `''` for one that is not known. Used in texts only. */
export type Browser = 'Chrome' | 'Edge' | 'Firefox' | 'Safari' | '';
export type System = 'Android' | 'ChromeOS' | 'iOS' | 'iPadOS' | 'macOS' | 'Windows' | '';

/** Where the page is shown. */
export interface Surroundings {
  readonly browser: Browser;
  readonly system: System;
  /** Whether another app shows the page itself: a messenger, a news reader. */
  readonly isInApp: boolean;
}

/** What the page may look at; a navigator. */
type Navigated = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;

/** Browsers that name Chrome too, but whose menus are their own. */
const OTHERS = /OPR\/|SamsungBrowser\/|Whale\/|YaBrowser\/|Vivaldi\/|DuckDuckGo\/|UCBrowser\//;
const IN_APP = /; wv\)|KAKAOTALK|NAVER\(inapp|FBA[NV]\/|Instagram|\bLine\//;

/** Where the page is shown, by what the browser says of itself. */
export function surroundingsOf({ userAgent, maxTouchPoints }: Navigated): Surroundings {
  return {
    browser: browserOf(userAgent),
    system: systemOf(userAgent, maxTouchPoints),
    isInApp: IN_APP.test(userAgent),
  };
}

function browserOf(userAgent: string): Browser {
  if (OTHERS.test(userAgent)) return '';
  if (/Edg(A|iOS)?\//.test(userAgent)) return 'Edge';
  if (/(Firefox|FxiOS)\//.test(userAgent)) return 'Firefox';
  if (/(Chrome|CriOS)\//.test(userAgent)) return 'Chrome';
  return /Version\/.*Safari\//.test(userAgent) ? 'Safari' : '';
}

function systemOf(userAgent: string, maxTouchPoints: number): System {
  if (/iPhone|iPod/.test(userAgent)) return 'iOS';
  // Safari of an iPad says that it is a Mac, which has no touch screen.
  if (/iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'iPadOS';
  if (/Android/.test(userAgent)) return 'Android';
  if (/CrOS/.test(userAgent)) return 'ChromeOS';
  if (/Macintosh/.test(userAgent)) return 'macOS';
  return /Windows/.test(userAgent) ? 'Windows' : '';
}

import { beginsWithParticle, isKoreanParticle, isUnspaced, UNSPACED } from './scripts-without-spaces.js';

/** Top-level domains in those scripts that are in use: behind another one, any other word there is the next sentence. */
const TOP_LEVEL = [
  ...['한국', '삼성', '닷컴', '닷넷', 'みんな', 'コム', 'セール', 'グーグル', 'ファッション', 'ストア', 'クラウド'],
  ...[
    'ポイント',
    '中国',
    '中國',
    '香港',
    '台湾',
    '台灣',
    '澳门',
    '澳門',
    '新加坡',
    '公司',
    '网络',
    '網絡',
    '网址',
    '网站',
  ],
  ...[
    '在线',
    '中文网',
    '集团',
    '我爱你',
    '商城',
    '商标',
    '网店',
    '公益',
    '政务',
    '世界',
    '手机',
    '移动',
    '信息',
    'ไทย',
    'ລາວ',
  ],
];

const LABEL = String.raw`[\p{L}\p{M}\p{N}-]+`;
const HOST = new RegExp(String.raw`^(?:\[[0-9a-f:.]+\]|${LABEL}(?:\.${LABEL})*)`, 'iu');
/** A host that is complete, and goes on in such a script: `example.com에서`, `example.com.자세히`. */
const COMPLETE = new RegExp(
  String.raw`^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:${LABEL}\.)+[a-z]{2,}|(?:${LABEL}\.)+(?:${TOP_LEVEL.join('|')}))(?=\.?[${UNSPACED}])`,
  'iu',
);

/** How much of what stands behind `//` is the host, and whether a port and a path may follow. */
export interface HostExtent {
  readonly length: number;
  readonly isWhole: boolean;
}

/**
 * Finds the end of a host, as a reader would.
 *
 * - A complete host ends where a letter of a script without spaces follows its top-level domain: `example.com에서`.
 * - It goes on over a dot only to a top-level domain that exists: `example.한국`, but `example.com.자세히`.
 * - Where both could be meant (`example.com한글.kr`), it is none.
 *
 * @returns `null` when there is none.
 */
export function findHost(text: string): HostExtent | null {
  const host = HOST.exec(text)?.[0];
  if (host === undefined) return null;
  const complete = COMPLETE.exec(host)?.[0];
  if (complete === undefined) return { length: host.length, isWhole: true };
  const rest = host.slice(complete.length);
  if (rest.startsWith('.')) {
    const tail = TOP_LEVEL.find((domain) => rest.startsWith(domain, 1) && endsThere(rest.slice(domain.length + 1)));
    if (tail === undefined) return { length: complete.length, isWhole: false };
    const length = complete.length + 1 + tail.length;
    return { length, isWhole: length === host.length };
  }
  const [run = '', next = ''] = rest.split('.', 2);
  const isAmbiguous = next !== '' && !isUnspaced(next) && !isKoreanParticle(run);
  // A top-level domain in Hangul and a longer word that begins alike: 한국은행 is a name.
  const isWord = isUnspaced(complete.at(-1) ?? '') && !endsThere(rest);
  if (isWord) return { length: host.length, isWhole: true };
  return isAmbiguous ? null : { length: complete.length, isWhole: false };
}

/** Whether a word in such a script ends before this. */
function endsThere(rest: string): boolean {
  return rest === '' || !isUnspaced(rest) || beginsWithParticle(rest);
}

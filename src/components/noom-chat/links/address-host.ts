import { beginsWithParticle, isKoreanParticle, isUnspaced, UNSPACED } from './scripts-without-spaces.js';

/**
 * Top-level domains in scripts without spaces: after a complete host, any other word of them begins the next sentence.
 */
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
/** A complete host that is followed by such a script: `example.com에서`, `example.com.자세히`. */
const COMPLETE = new RegExp(
  String.raw`^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:${LABEL}\.)+[a-z]{2,}|(?:${LABEL}\.)+(?:${TOP_LEVEL.join('|')}))(?=\.?[${UNSPACED}])`,
  'iu',
);

/** The length of the host after `//`, and whether a port and a path may follow. */
export interface HostExtent {
  readonly length: number;
  readonly isWhole: boolean;
}

/**
 * Finds the end of a host, as a reader would.
 *
 * - A complete host ends where a letter of a script without spaces follows its top-level domain: `example.com에서`.
 * - After a dot it goes on only with an existing top-level domain: `example.한국`, but not `example.com.자세히`.
 * - An ambiguous one (`example.com한글.kr`) is not a host.
 *
 * @returns `null` when there is no host.
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
  // A longer word that begins with a top-level domain in Hangul is a name: 한국은행.
  const isWord = isUnspaced(complete.at(-1) ?? '') && !endsThere(rest);
  if (isWord) return { length: host.length, isWhole: true };
  return isAmbiguous ? null : { length: complete.length, isWhole: false };
}

/** Whether a word in such a script ends before `rest`. */
function endsThere(rest: string): boolean {
  return rest === '' || !isUnspaced(rest) || beginsWithParticle(rest);
}

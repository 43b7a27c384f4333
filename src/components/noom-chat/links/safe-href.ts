const ALLOWED_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** No name in the domain name system is longer (RFC 1035, section 2.3.4). */
const MAX_HOST_LENGTH = 253;

/** Letters of the Latin script that nobody takes for others: those of ASCII with the marks of the languages that use it. */
const PLAIN_LATIN =
  /^[a-z\d\-ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżžơưșț\u1ea0-\u1ef9]+$/u;
/** Of Cyrillic and Greek, letters that look like Latin ones: a name of these alone reads as another one. */
const LOOKALIKE = /^[асԁеһіїјӏорԛѕԝхуүъьвгпѵѡкмнтαβγεηικνορτυχωѐё\d-]+$/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Scripts that one name may mix, each with Latin too (UTS 39, "highly restrictive"), and those that stand alone. */
const EAST_ASIAN = [
  /^[a-z\d\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u,
  /^[a-z\d\-\p{Script=Han}\p{Script=Hangul}]+$/u,
  /^[a-z\d\-\p{Script=Han}\p{Script=Bopomofo}]+$/u,
];
const ALONE = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Thai', 'Devanagari', 'Bengali', 'Tamil', 'Telugu', 'Georgian']
  .concat(['Armenian', 'Lao', 'Khmer', 'Myanmar', 'Sinhala', 'Gujarati', 'Gurmukhi', 'Kannada', 'Malayalam', 'Oriya'])
  .map((script) => new RegExp(String.raw`^[\p{Script=${script}}\p{Mn}\d-]+$`, 'u'));

/**
 * Where an address leads, as the browser's own parser has it, if it may be a link in a message; else `null`.
 *
 * It has one of the schemes that are allowed, and leads to the host that is read: no name before an at sign
 * (`https://bank.example@evil.example`), no number that becomes another one (`https://0x7f.1`), no letters of one script that pass
 * for those of another, and nothing behind a host that is written from right to left, which would be drawn before it.
 */
export function hrefOf(label: string): string | null {
  const address = /^www\./iu.test(label) ? `https://${label}` : label;
  const written = /^(?:https?:\/\/|mailto:[^@\s]+@)([^@\s/?#]+)/iu.exec(address)?.[1] ?? '';
  const host = written
    .replace(/:\d{1,5}$/u, '')
    .normalize('NFC')
    .toLowerCase();
  // Before the browser's parser, which takes long for long names.
  if (host === '' || host.length > MAX_HOST_LENGTH || !isReadable(host) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (!ALLOWED_PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  // A mail address has no host to the parser; its own is checked as that of a page.
  const opened = url.protocol === 'mailto:' ? hostOf(`https://${host}`) : url.hostname;
  const isAscii = /^[\x21-\x7e]+$/u.test(host);
  if (isAscii ? opened !== host : !opened.includes('xn--')) return null;
  const isAlone = /^https?:\/\/[^/?#]+\/?$/iu.test(address) || url.protocol === 'mailto:';
  return RIGHT_TO_LEFT.test(host) && !isAlone ? null : url.href;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** Whether each name between the dots is read as what it is. */
function isReadable(host: string): boolean {
  if (/^\[[\da-f:.]+\]$/u.test(host)) return true;
  if (host !== host.normalize('NFKC') || /(?!\d)\p{Nd}/u.test(host)) return false;
  const names = host.split('.');
  const isAsciiTop = /^[a-z\d-]+$/u.test(names.at(-1) ?? '');
  return names.every((name) => {
    if (PLAIN_LATIN.test(name) || EAST_ASIAN.some((scripts) => scripts.test(name))) return true;
    return ALONE.some((script) => script.test(name)) && !(isAsciiTop && LOOKALIKE.test(name));
  });
}

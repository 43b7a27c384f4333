const ALLOWED_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The maximum length of a domain name (RFC 1035, section 2.3.4). */
const MAX_HOST_LENGTH = 253;

/**
 * Latin letters that do not look like others: those of ASCII, also with the diacritics of the languages that use it.
 */
const PLAIN_LATIN =
  /^[a-z\d\-ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżžơưșț\u1ea0-\u1ef9]+$/u;
/** Cyrillic and Greek letters that look like Latin ones: a name of only these could pass for a Latin one. */
const LOOKALIKE = /^[асԁеһіїјӏорԛѕԝхуүъьвгпѵѡкмнтαβγεηικνορτυχωѐё\d-]+$/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Scripts that one name may mix, also with Latin (UTS 39, "highly restrictive"); those of `ALONE` may not be mixed. */
const EAST_ASIAN = [
  /^[a-z\d\-\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u,
  /^[a-z\d\-\p{Script=Han}\p{Script=Hangul}]+$/u,
  /^[a-z\d\-\p{Script=Han}\p{Script=Bopomofo}]+$/u,
];
const ALONE = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Thai', 'Devanagari', 'Bengali', 'Tamil', 'Telugu', 'Georgian']
  .concat(['Armenian', 'Lao', 'Khmer', 'Myanmar', 'Sinhala', 'Gujarati', 'Gurmukhi', 'Kannada', 'Malayalam', 'Oriya'])
  .map((script) => new RegExp(String.raw`^[\p{Script=${script}}\p{Mn}\d-]+$`, 'u'));

/**
 * The URL of an address, as the browser parses it, if it may be a link in a message; else `null`.
 *
 * It has an allowed scheme, and leads to the host that a person reads: no user name before an at sign
 * (`https://bank.example@evil.example`), no number that is normalized to another one (`https://0x7f.1`), no letters of
 * one script that pass for those of another, and nothing after a right-to-left host, which would be displayed before
 * it.
 */
export function hrefOf(label: string): string | null {
  const address = /^www\./iu.test(label) ? `https://${label}` : label;
  const written = /^(?:https?:\/\/|mailto:[^@\s]+@)([^@\s/?#]+)/iu.exec(address)?.[1] ?? '';
  const host = written
    .replace(/:\d{1,5}$/u, '')
    .normalize('NFC')
    .toLowerCase();
  // Checked before the browser's parser, which is slow for long names.
  if (host === '' || host.length > MAX_HOST_LENGTH || !isReadable(host) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (!ALLOWED_PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  // The parser finds no host in a mail address; it is checked like that of a page.
  const opened = url.protocol === 'mailto:' ? hostOf(`https://${host}`) : url.hostname;
  const isAscii = /^[\x21-\x7e]+$/u.test(host);
  if (isAscii ? opened !== host : !opened.includes('xn--')) return null;
  const isAlone = /^https?:\/\/[^/?#]+\/?$/iu.test(address) || url.protocol === 'mailto:';
  return RIGHT_TO_LEFT.test(host) && !isAlone ? null : url.href;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** Whether no label of a host can pass for another one. */
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

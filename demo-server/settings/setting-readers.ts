import { isIP, isIPv6 } from 'node:net';
import { withoutBrackets } from '../access/addresses.js';
import { parseOrigin } from '../access/origins.js';

/** The result of reading one setting; `problem` follows the variable's name and says what to do. */
export type ReadResult<Value> = { ok: true; value: Value } | { ok: false; problem: string };
/** Reads a setting's text, which is never empty. */
export type Reader<Value> = (text: string) => ReadResult<Value>;

/** One setting in the environment. */
export interface SettingEntry<Value> {
  variable: string;
  help: string;
  default: Value;
  read: Reader<Value>;
}

/** How HTTPS gets its certificate: made here, or from files. */
export type HttpsSetting = 'self-signed' | { certPath: string; keyPath: string };

const ok = <Value>(value: Value): ReadResult<Value> => ({ ok: true, value });
const wrong = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

/** Any text. */
export const text: Reader<string> = ok;

/** An address or a name to listen on; a port, a scheme or a path beside it would be looked up as a part of the name. */
export const host: Reader<string> = (given) => {
  if (isIP(withoutBrackets(given)) !== 0 || /^[\w.-]+$/.test(given)) return ok(given);
  return wrong(`"${given}" is not an address alone; write it as 127.0.0.1 or 0.0.0.0, and the port as PORT=3000`);
};

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): Reader<number> {
  return (given) => {
    const value = /^\d{1,12}$/.test(given) ? Number(given) : NaN;
    if (value >= min && value <= max) return ok(value);
    return wrong(`"${given}" is not a whole number from ${String(min)} to ${String(max)}`);
  };
}

/** One of the given words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (given) => {
    const word = words.find((each) => each === given);
    return word === undefined ? wrong(`"${given}" is none of: ${words.join(', ')}`) : ok(word);
  };
}

/** `on` or `off`. */
export const onOrOff: Reader<boolean> = (given) => {
  const word = oneOf(['on', 'off'])(given);
  return word.ok ? ok(word.value === 'on') : word;
};

/** A comma list of at least one item. */
export function listOf<Value>(read: Reader<Value>): Reader<Value[]> {
  return (given) => {
    const values: Value[] = [];
    for (const part of given.split(',')) {
      const result = read(part.trim());
      if (!result.ok) return result;
      values.push(result.value);
    }
    return ok(values);
  };
}

/** A page's origin. */
export const origin: Reader<string> = (given) => {
  const url = parseOrigin(given.replace(/\/$/, ''));
  return url ? ok(url.origin) : wrong(`"${given}" is not an origin; write it as https://call.example, without a path`);
};

/** A STUN or TURN URL (RFC 7064, RFC 7065). Where one is none, browsers make no connection at all. */
const iceUrl: Reader<string> = (given) => {
  const found = /^(?:stuns?|(turns?)):(?:\[([\da-f:.]+)\]|[\w.-]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/i.exec(
    given,
  );
  const [, turn, ipv6, port = '1', transport] = found ?? [];
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  const isUrl =
    found && isPort && (ipv6 === undefined || isIPv6(ipv6)) && (transport === undefined || turn !== undefined);
  return isUrl ? ok(given) : wrong(`"${given}" is not a STUN or TURN URL; write it as stun:stun.example.com:3478`);
};

/** ICE URLS, or `none`. */
export const iceUrls: Reader<string[]> = (given) => (given === 'none' ? ok([]) : listOf(iceUrl)(given));

/** How HTTPS gets its certificate. */
export const httpsSetting: Reader<HttpsSetting> = (given) => {
  if (given === 'self-signed') return ok(given);
  const [certPath = '', keyPath = '', ...more] = given.split(',').map((part) => part.trim());
  if (certPath !== '' && keyPath !== '' && more.length === 0) return ok({ certPath, keyPath });
  return wrong(`"${given}" is neither "self-signed" nor two paths as in "cert.pem,key.pem"`);
};

/** Redis's address. What is wrong with it does not repeat the text, which may contain a password. */
export const redisUrl: Reader<string> = (given) => {
  const url = /^rediss?:\/\/./.test(given) && URL.canParse(given) ? new URL(given) : null;
  if (url === null) return wrong('it is not the address of a Redis; write it as redis://localhost:6379');
  if (!/^\/?\d*$/.test(url.pathname)) {
    return wrong('what follows the port is not the number of a database; write it as redis://localhost:6379/0');
  }
  if (![url.username, url.password].every(isEncoded)) {
    return wrong('its user or password has a % that is not encoded; write each such % as %25');
  }
  return ok(given);
};

function isEncoded(part: string): boolean {
  return !/%(?![\da-f]{2})/i.test(part);
}

/** The address of a media server, whose pages and programs connect by WebSocket and HTTP to the same place. */
export const mediaUrl: Reader<string> = (given) => {
  const url = /^(wss?|https?):\/\/./.test(given) && URL.canParse(given) ? new URL(given) : null;
  const isBare = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url && isBare) return ok(`${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`);
  // The text is not repeated: it may contain a password.
  return wrong('it is not the address of a media server; write it as wss://media.example.com, without user or query');
};

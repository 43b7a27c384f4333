import fc, { type Arbitrary } from 'fast-check';

/** Valid messages of a client, bits of which are changed. */
const RIGHT = [
  '421["room:join",{"room":"fuzzed frames","name":"Mallory","sources":{"camera":true}}]',
  '422["chat:send",{"id":"m1","text":"Hello"}]',
  '423["signal:send",{"to":"x","candidate":{"candidate":""}}]',
  '451-4["state:set",{"name":{"_placeholder":true,"num":0}}]',
  '40{"token":"x"}',
];

/** Packets of Engine.IO and Socket.IO that are truncated, of the wrong kind, or at the wrong time. */
const WRONG =
  '42 42[ 42[] 42[5] 42[null] 42{} 42"x" 42/admin,["x"] 421 429007199254740993["x"] 43 430 430[] 439[{}] 4 40 40{ 40/admin, ' +
  '40/admin,{} 41 41/admin, 44 44{} 45 451- 450-[] 4599999999999-["x"] 45-1-["x"] 451-["x",{"_placeholder":true,"num":-1}] ' +
  '451-["x",{"_placeholder":true,"num":9}] 46 461-1[] 47 0 0{} 1 2 2probe 3 3probe 5 6 7 9 b b4AAAA';

const changed = fc
  .tuple(fc.constantFrom(...RIGHT), fc.nat(), fc.nat(6), fc.oneof(fc.constant(''), fc.string({ maxLength: 4 })))
  .map(([frame, from, length, put]) => {
    const at = from % frame.length;
    return frame.slice(0, at) + put + frame.slice(at + length);
  });

const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WRONG.split(' '), '') },
  { weight: 3, arbitrary: changed },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...RIGHT) },
);

/** A few frames of a WebSocket, of texts and bytes. */
export const webSocketFrames: Arbitrary<(string | Buffer<ArrayBuffer>)[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: bytes }),
  { minLength: 1, maxLength: 8, size: 'max' },
);

/** Bodies of long polling's `POST`, each of several packets. */
export const pollingBodies: Arbitrary<(string | Buffer<ArrayBuffer>)[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }).map((packets) => packets.join('\u001e')) },
    { weight: 1, arbitrary: bytes },
  ),
  { minLength: 1, maxLength: 4, size: 'max' },
);

const UPGRADE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const QUERIES = [
  '',
  '?',
  '?EIO=3',
  '?EIO=4',
  '?EIO=4&transport=x',
  '?EIO=4&transport=polling&sid=x',
  '?EIO=4&EIO=4&transport=a&transport=b',
];

/** Bytes on a bare connection: of HTTP, of an upgrade to a WebSocket and of what follows it, or of neither. */
export const bareBytes: Arbitrary<Buffer> = fc
  .oneof(
    fc
      .tuple(fc.constantFrom('GET', 'POST', 'OPTIONS', 'PUT', 'get', ''), fc.constantFrom(...QUERIES))
      .map(([method, query]) => `${method} /socket.io/${query} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n4[]`),
    fc
      .tuple(fc.nat(UPGRADE.length), fc.string({ maxLength: 6 }))
      .map(([at, put]) => UPGRADE.slice(0, at) + put + UPGRADE.slice(at)),
    fc.string({ maxLength: 100 }),
  )
  .chain((start) => bytes.map((rest) => Buffer.concat([Buffer.from(start), rest])));

/** The entries of a report that say how a link works. The others name certificates, channels and the candidates tried. */
const TYPES = new Set([
  ...['inbound-rtp', 'outbound-rtp', 'remote-inbound-rtp', 'remote-outbound-rtp', 'media-source', 'media-playout'],
  ...['codec', 'transport', 'candidate-pair', 'local-candidate', 'remote-candidate', 'peer-connection'],
]);
/** The texts that are words of a specification, or name a piece of software. */
const WORDS = new Set([
  ...['type', 'kind', 'state', 'mimeType', 'sdpFmtpLine', 'candidateType', 'protocol', 'relayProtocol', 'tcpType'],
  ...['networkType', 'iceState', 'iceRole', 'dtlsState', 'dtlsRole', 'dtlsCipher', 'srtpCipher', 'tlsVersion'],
  ...['qualityLimitationReason', 'encoderImplementation', 'decoderImplementation', 'scalabilityMode', 'contentType'],
]);
const WORD = /^[\w ()+,./:;=-]{1,120}$/;
/** The numbers that tell a host, or a stream, from another one. */
const IDENTIFYING = /port$|ssrc$|priority$/i;
/** No connection of a call comes near, but those with hundreds of candidates, of which few are in use. */
const MAX_ENTRIES = 100;

type Entry = Readonly<Record<string, unknown>>;

/**
 * What a report of `RTCPeerConnection.getStats()` counts and measures, without addresses and without what identifies a
 * device, a track or a person: `id`, and what refers to it, is a number in this report. Of candidates and their pairs
 * only those in use are left.
 */
export function redactStats(values: Iterable<unknown>): Entry[] {
  const entries = [...values].filter(isEntry).filter(({ type }) => TYPES.has(type as string));
  const used = usedIds(entries);
  const kept = entries.filter(({ id, type }) => !String(type).includes('candidate') || used.has(id));
  const some = kept.slice(0, MAX_ENTRIES);
  const numbers = new Map(some.map(({ id }, index) => [id, index]));
  return some.map((entry) => redact(entry, numbers));
}

/** The candidate pairs in use, and their candidates. Firefox marks a pair in the pair alone. */
function usedIds(entries: readonly Entry[]): ReadonlySet<unknown> {
  const selected = new Set(entries.map(({ selectedCandidatePairId }) => selectedCandidatePairId));
  const pairs = entries.filter(({ id, type, selected: is }) => {
    return type === 'candidate-pair' && (is === true || (id !== undefined && selected.has(id)));
  });
  return new Set(pairs.flatMap((pair) => [pair.id, pair.localCandidateId, pair.remoteCandidateId]));
}

function redact(entry: Entry, numbers: ReadonlyMap<unknown, number>): Entry {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([name, value]): [string, unknown][] => {
      const isReference = (name === 'id' || name.endsWith('Id')) && numbers.has(value);
      const told = isReference ? numbers.get(value) : tell(name, value);
      return told === undefined ? [] : [[name, told]];
    }),
  );
}

function tell(name: string, value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !IDENTIFYING.test(name) ? value : undefined;
  if (typeof value === 'string') return WORDS.has(name) && WORD.test(value) ? value : undefined;
  // How long the quality was limited, by reason.
  if (!isEntry(value)) return undefined;
  const numbers = Object.entries(value).filter(([, each]) => typeof each === 'number' && Number.isFinite(each));
  return numbers.length === 0 ? undefined : Object.fromEntries(numbers);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

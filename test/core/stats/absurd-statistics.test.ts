import { expect } from '@open-wc/testing';
import { judgeCall } from '../../../src/core/stats/quality/judge-call.js';
import { LinkHistory } from '../../../src/core/stats/quality/link-history.js';
import { readLink, type LinkSample } from '../../../src/core/stats/quality/link-sample.js';
import { measureLink, type Measures } from '../../../src/core/stats/quality/measure-link.js';

type Entry = Record<string, unknown>;

const TRACKS = new Map([
  ['microphone', { id: 'voice' }],
  ['camera', { id: 'camera' }],
] as const);

/** All that is read of a link, at a time: counters grow by ten a millisecond. */
function entriesAt(atMs: number): Entry[] {
  const count = 1000 + atMs * 10;
  const inbound = { type: 'inbound-rtp', packetsReceived: count, packetsLost: 2, bytesReceived: count, jitter: 0.01 };
  return [
    { id: 'transport', type: 'transport', selectedCandidatePairId: 'pair' },
    {
      ...{ id: 'pair', type: 'candidate-pair', state: 'succeeded', nominated: true },
      ...{ currentRoundTripTime: 0.05, availableOutgoingBitrate: 1e6, localCandidateId: 'a', remoteCandidateId: 'b' },
    },
    { ...inbound, id: 'voice', trackIdentifier: 'voice', jitterBufferDelay: 2, jitterBufferEmittedCount: count },
    {
      ...{ ...inbound, id: 'camera', trackIdentifier: 'camera', totalFreezesDuration: 0.1 },
      ...{ framesReceived: count / 400, framesDecoded: count / 400 },
    },
    {
      ...{ id: 'sent', type: 'outbound-rtp', kind: 'video', packetsSent: count, bytesSent: count },
      ...{ framesSent: count / 400, qualityLimitationDurations: { cpu: 1, bandwidth: 1 } },
    },
    { id: 'reported', type: 'remote-inbound-rtp', localId: 'sent', packetsLost: 2, roundTripTime: 0.05 },
  ];
}

/** What no browser should report. An object without a prototype cannot be made a text. */
const ABSURD: readonly [what: string, value: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['no number', NaN],
  ['an infinite number', Infinity],
  ['a negative number', -1],
  ['a very negative number', -1e300],
  ['a huge number', 1e300],
  ['a huge count', 2 ** 47],
  ['the smallest number', Number.MIN_VALUE],
  ['a counter that went back', 3],
  ['a text', '12'],
  ['a long text', 'x'.repeat(100_000)],
  ['a bigint', 7n],
  ['a symbol', Symbol('x')],
  ['a list', [1, 2]],
  ['an object', {}],
  ['an object without a prototype', Object.create(null) as unknown],
  ['a truth', true],
];

const NO_MORE_THAN: Readonly<Record<string, number>> = {
  ...{ loss: 1, frozen: 1, undecoded: 1, processorBound: 1, networkBound: 1 },
  ...{ delayMs: 90_000, jitterMs: 60_000, frameRate: 1000, kbps: 1e9, uplinkKbps: 2 ** 48 },
};

function sample(entries: readonly unknown[], atMs: number): LinkSample | null {
  const stats = new Map(entries.map((entry, index) => [String(index), entry]));
  return readLink({ id: 'bob', tracks: TRACKS, isVoiceOn: true }, [{ participantId: 'bob', stats }], atMs);
}

/** What is out of its bounds; the judgement and the history take it all. */
function faults(before: LinkSample | null, after: LinkSample | null): string[] {
  const measures = before && after && measureLink(before, after);
  if (!measures) return [];
  const { received, own } = judgeCall(new Map([['bob', measures]]), 0);
  const history = new LinkHistory();
  history.add(0, measures);
  const kept = Object.values<readonly (number | null)[]>(history.read(1)).flat();
  return [
    ...[measures.received, measures.sent].flatMap((measured) =>
      Object.keys(measured).filter((key) => isOut(measured, key)),
    ),
    ...[received.get('bob'), own].flatMap((verdict) => (verdict === undefined ? ['verdict'] : [])),
    ...kept.flatMap((value) => (value === null || (value >= 0 && value <= 1e9) ? [] : ['history'])),
  ];
}

function isOut(measured: Measures, key: string): boolean {
  const value = measured[key as keyof Measures];
  if (value === undefined || typeof value === 'boolean') return false;
  return !(value >= 0 && value <= (NO_MORE_THAN[key] ?? -1));
}

describe('absurd statistics', () => {
  for (const [what, value] of ABSURD) {
    it(`are bounded where a field is ${what}, before, after or both`, () => {
      const [before, after] = [entriesAt(0), entriesAt(2500)];
      const found: string[] = [];
      const spoil = (entries: readonly Entry[], index: number, key: string): Entry[] =>
        entries.map((entry, at) => (at === index ? { ...entry, [key]: value } : entry));
      before.forEach((entry, index) => {
        for (const key of Object.keys(entry)) {
          const bad = [sample(spoil(before, index, key), 0), sample(spoil(after, index, key), 2500)] as const;
          const good = [sample(before, 0), sample(after, 2500)] as const;
          for (const pair of [[bad[0], good[1]], [good[0], bad[1]], bad] as const) {
            found.push(...faults(...pair).map((fault) => `${String(entry['id'])}.${key}: ${fault}`));
          }
        }
      });
      expect(found).to.deep.equal([]);
    });
  }

  it('are bounded where every number is absurd at the same time', () => {
    for (const [what, value] of ABSURD) {
      const spoilt = entriesAt(2500).map((entry) =>
        Object.fromEntries(Object.entries(entry).map(([key, own]) => [key, typeof own === 'number' ? value : own])),
      );
      expect(faults(sample(entriesAt(0), 0), sample(spoilt, 2500)), what).to.deep.equal([]);
      expect(faults(sample(spoilt, 0), sample(spoilt, 2500)), what).to.deep.equal([]);
    }
  });

  it('say nothing where there is no entry that is an object', () => {
    expect(sample([null, 7, 'text', undefined], 0)).to.equal(null);
    expect(faults(sample([{}, { type: 'inbound-rtp' }], 0), sample([{}, { type: 'inbound-rtp' }], 2500))).to.deep.equal(
      [],
    );
  });
});

describe('the history of a link', () => {
  const measures = measureLink(sample(entriesAt(0), 0) as LinkSample, sample(entriesAt(2500), 2500) as LinkSample);

  it('keeps the last 120 looks of the last five minutes, the newest last, with gaps', () => {
    const history = new LinkHistory();
    for (let look = 1; look <= 1000; look += 1) history.add(look * 2500, look % 100 === 0 ? null : measures);
    const { agoS, receivedLoss, receivedFps, receivedKbps, roundTripMs } = history.read(2_500_000);
    expect([agoS.length, agoS[0], agoS.at(-1)]).to.deep.equal([120, 297.5, 0]);
    expect([receivedFps.at(-2), receivedKbps.at(-2), roundTripMs.at(-2), receivedLoss.at(-2)]).to.deep.equal([
      ...[25, 160, 50, 0],
    ]);
    expect(receivedFps.flatMap((value, index) => (value === null ? [agoS[index]] : []))).to.deep.equal([250, 0]);
    // In a page that is not seen, looks are rarer.
    expect(history.read(2_500_000 + 200_000).agoS.length).to.equal(41);
    expect(history.read(9_000_000).agoS).to.deep.equal([]);
  });
});

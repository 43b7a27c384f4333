import { expect } from '@open-wc/testing';
import { judgeCall, qualityOfCall } from '../../../src/core/stats/quality/judge-call.js';
import { judgeReceived, judgeSent, type Verdict } from '../../../src/core/stats/quality/judge-link.js';
import { readLink, type LinkSample } from '../../../src/core/stats/quality/link-sample.js';
import { measureLink, type LinkMeasures } from '../../../src/core/stats/quality/measure-link.js';

type Entry = Record<string, unknown>;

const TRACKS = new Map([
  ['microphone', { id: 'voice-track' }],
  ['camera', { id: 'camera-track' }],
] as const);

const PAIR: Entry = { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.04 };
const VOICE: Entry = {
  ...{ type: 'inbound-rtp', kind: 'audio', trackIdentifier: 'voice-track', jitter: 0.005 },
  ...{ packetsReceived: 1000, packetsLost: 10, jitterBufferDelay: 20_000, jitterBufferEmittedCount: 1_000_000 },
};
const CAMERA: Entry = {
  ...{ type: 'inbound-rtp', kind: 'video', trackIdentifier: 'camera-track', totalFreezesDuration: 7 },
  ...{ packetsReceived: 9000, packetsLost: 90, framesReceived: 800, framesDecoded: 800 },
};
const SENT: Entry = {
  ...{ type: 'outbound-rtp', kind: 'video', packetsSent: 5000, framesSent: 700 },
  qualityLimitationDurations: { cpu: 3, bandwidth: 4, none: 5 },
};
const REPORTED: Entry = { type: 'remote-inbound-rtp', localId: 'sent', packetsLost: 40 };
const START = { pair: PAIR, voice: VOICE, camera: CAMERA, sent: SENT, reported: REPORTED };
/** What comes of two and a half seconds of a good line. */
const GROWTH: Record<string, Record<string, number>> = {
  voice: { packetsReceived: 125, jitterBufferDelay: 6000, jitterBufferEmittedCount: 120_000 },
  camera: { packetsReceived: 200, framesReceived: 62, framesDecoded: 62 },
  sent: { packetsSent: 200, framesSent: 62 },
};

const named = (entries: Record<string, unknown>): Map<string, unknown> =>
  new Map(
    Object.entries(entries).map(([id, entry]) => [id, typeof entry === 'object' && entry ? { id, ...entry } : entry]),
  );

function sampleOf(entries: Record<string, unknown>, atMs = 0, participantId: string | null = 'bob'): LinkSample | null {
  return readLink({ id: 'bob', tracks: TRACKS, isVoiceOn: true }, [{ participantId, stats: named(entries) }], atMs);
}

/** The entries after a while; `changes` are added to the growth of a good line, or replace what is no counter. */
function later(changes: Record<string, Entry> = {}): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(START).map(([id, start]) => {
      const grown = Object.entries({ ...GROWTH[id], ...changes[id] }).map(([key, value]) => {
        const [from, by] = [start[key], value];
        const isGauge = ['jitter', 'currentRoundTripTime'].includes(key);
        return [key, typeof from === 'number' && typeof by === 'number' && !isGauge ? from + by : by];
      });
      return [id, { ...start, ...Object.fromEntries(grown) }];
    }),
  );
}

function measured(changes: Record<string, Entry> = {}): LinkMeasures {
  const [before, after] = [sampleOf(START), sampleOf(later(changes), 2500)];
  const measures = before && after && measureLink(before, after);
  if (!measures) throw new Error('There is nothing to compare.');
  return measures;
}

const EXCELLENT: Verdict = { quality: 'excellent', cause: null };
const GOOD: Verdict = { quality: 'good', cause: null };
const poor = (cause: NonNullable<Verdict['cause']>): Verdict => ({ quality: 'poor', cause });

describe('the quality of a link', () => {
  it('is excellent both ways over a good line', () => {
    const measures = measured();
    expect([judgeReceived(measures), judgeSent(measures)]).to.deep.equal([EXCELLENT, EXCELLENT]);
    expect(measures.received.delayMs).to.be.closeTo(70, 0.1);
    expect(measures.received.frameRate).to.be.closeTo(24.8, 0.1);
  });

  const received: readonly [what: string, changes: Record<string, Entry>, verdict: Verdict][] = [
    ['5 % of the packets lost', { voice: { packetsLost: 7 }, camera: { packetsLost: 10 } }, GOOD],
    ['20 % of the packets lost', { voice: { packetsLost: 30 }, camera: { packetsLost: 60 } }, poor('network')],
    ['a round trip of 600 ms', { pair: { currentRoundTripTime: 0.6 } }, GOOD],
    ['a round trip of a second', { pair: { currentRoundTripTime: 1 } }, poor('network')],
    ['a buffer of 500 ms', { voice: { jitterBufferDelay: 60_000 } }, poor('network')],
    ['a jitter of 80 ms', { voice: { jitter: 0.08 } }, GOOD],
    ['a jitter of 200 ms', { voice: { jitter: 0.2 } }, poor('network')],
    ['two pictures a second', { camera: { framesReceived: 5, framesDecoded: 5 } }, poor('device')],
    ['two pictures a second of 25', { camera: { framesDecoded: 5 } }, poor('processor')],
    [
      'two pictures a second, and losses',
      { camera: { framesReceived: 5, framesDecoded: 5, packetsLost: 20 } },
      poor('network'),
    ],
    ['five pictures a second', { camera: { framesReceived: 13, framesDecoded: 13 } }, GOOD],
    ['six pictures a second', { camera: { framesReceived: 15, framesDecoded: 15 } }, EXCELLENT],
    ['a picture that stands still for a second', { camera: { totalFreezesDuration: 1 } }, poor('network')],
    ['a camera that was off for a minute', { camera: { totalFreezesDuration: 60 } }, EXCELLENT],
    ['a camera that is not sent', { camera: { packetsReceived: 0, framesReceived: 0, framesDecoded: 0 } }, EXCELLENT],
    [
      'nothing at all',
      {
        voice: { packetsReceived: 0, jitterBufferEmittedCount: 0 },
        camera: { packetsReceived: 0, framesReceived: 0, framesDecoded: 0 },
      },
      { quality: 'lost', cause: 'network' },
    ],
  ];
  for (const [what, changes, verdict] of received) {
    it(`is ${verdict.quality}${verdict.cause ? ` for its ${verdict.cause}` : ''} with ${what}`, () => {
      expect(judgeReceived(measured(changes))).to.deep.equal(verdict);
    });
  }

  it('is poor for the relay where the way by it is long', () => {
    const relay = { type: 'local-candidate', candidateType: 'relay' };
    const entries = (round: Record<string, Entry>): Record<string, unknown> => ({
      ...round,
      pair: { ...PAIR, localCandidateId: 'relay', currentRoundTripTime: 1 },
      relay,
    });
    const [before, after] = [sampleOf(entries(START)), sampleOf(entries(later()), 2500)];
    const measures = before && after && measureLink(before, after);
    expect(measures && judgeReceived(measures)).to.deep.equal(poor('relay'));
  });

  it('of what is sent is poor for the uplink that loses or is narrow, and for a processor that gives few pictures', () => {
    const busy = { qualityLimitationDurations: { cpu: 5.5, bandwidth: 4 } };
    const narrow = { qualityLimitationDurations: { cpu: 3, bandwidth: 6.4 } };
    expect(judgeSent(measured({ reported: { packetsLost: 60 } }))).to.deep.equal(poor('uplink'));
    expect(judgeSent(measured({ sent: narrow }))).to.deep.equal(EXCELLENT);
    expect(judgeSent(measured({ sent: narrow, pair: { availableOutgoingBitrate: 90_000 } }))).to.deep.equal(
      poor('uplink'),
    );
    expect(judgeSent(measured({ sent: busy }))).to.deep.equal(GOOD);
    expect(judgeSent(measured({ sent: { ...busy, framesSent: 4 } }))).to.deep.equal(poor('processor'));
  });

  it('over a connection that several share is told by the streams of each, and silence there is no fault', () => {
    const quiet = { voice: { packetsReceived: 0 }, camera: { packetsReceived: 0 } };
    const [before, after] = [sampleOf(START, 0, null), sampleOf(later(quiet), 2500, null)];
    expect(before && [...before.received.values()].map(({ source }) => source)).to.deep.equal(['microphone', 'camera']);
    const measures = before && after && measureLink(before, after);
    expect(measures && judgeReceived(measures)).to.deep.equal(EXCELLENT);
    expect(sampleOf(START, 0, 'cas')).to.equal(null);
  });

  it('is told from what is left where fields are missing, and from nothing where they are absurd', () => {
    const absurd = [NaN, Infinity, -5, 1e300, '12', null, {}, [], true];
    for (const id of Object.keys(START) as (keyof typeof START)[]) {
      for (const key of Object.keys(START[id])) {
        for (const value of [undefined, ...absurd]) {
          const entries = { ...later(), [id]: { ...later()[id], [key]: value } };
          const [before, after] = [sampleOf(START), sampleOf(entries, 2500)];
          const measures = before && after && measureLink(before, after);
          for (const verdict of measures ? [judgeReceived(measures), judgeSent(measures)] : []) {
            expect([null, 'excellent'], `${id}.${key} = ${typeof value} ${JSON.stringify(value)}`).to.include(
              verdict?.quality ?? null,
            );
          }
        }
      }
    }
    expect(sampleOf({ a: null, b: 7, c: 'text' })).to.equal(null);
    const bare = sampleOf({ a: {}, b: { type: 'inbound-rtp' } });
    const nothing = bare && measureLink(bare, { ...bare, atMs: 2500 });
    expect(nothing && [judgeReceived(nothing), judgeSent(nothing)]).to.deep.equal([null, null]);
  });

  it('is not told across a sleep, backwards, or from the streams of another connection', () => {
    const before = sampleOf(START) as LinkSample;
    expect(measureLink(before, sampleOf(later(), 600_000) as LinkSample)).to.equal(null);
    expect(measureLink(before, sampleOf(later(), 0) as LinkSample)).to.equal(null);
    const renewed = Object.fromEntries(Object.entries(later()).map(([id, entry]) => [`new ${id}`, entry]));
    const measures = measureLink(before, sampleOf(renewed, 2500) as LinkSample);
    expect([measures?.received.loss, measures?.received.frameRate, measures?.received.isSilent]).to.deep.equal([
      undefined,
      undefined,
      false,
    ]);
  });

  it('is told from nothing where the counters of a link begin anew, under the same names', () => {
    const long = sampleOf(later()) as LinkSample;
    const fresh = Object.fromEntries(
      Object.entries(START).map(([id, entry]) => [
        id,
        Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, typeof value === 'number' ? 0 : value])),
      ]),
    );
    const measures = measureLink(long, sampleOf(fresh, 2500) as LinkSample);
    expect(measures && [judgeReceived(measures), judgeSent(measures)]).to.deep.equal([EXCELLENT, EXCELLENT]);
    const { loss, frameRate, frozen, isSilent } = measures?.received ?? {};
    expect([loss, frameRate, frozen, isSilent, measures?.sent.loss]).to.deep.equal([
      undefined,
      undefined,
      undefined,
      false,
      undefined,
    ]);
  });

  it('is not told after a minute of sleep, and from the next sample on again', () => {
    const [before, woken] = [sampleOf(START) as LinkSample, sampleOf(later(), 60_000) as LinkSample];
    expect(measureLink(before, woken)).to.equal(null);
    const next = measureLink(woken, { ...woken, atMs: 62_500 });
    expect(next?.received.frameRate).to.equal(undefined);
    expect(next?.received.isSilent).to.equal(true);
  });

  it('is told of Firefox from what it reports: no transport, no estimate, no limitation of what is sent', () => {
    const lean = (entries: Record<string, Entry>): Record<string, unknown> => ({
      ...entries,
      pair: { ...entries['pair'], nominated: undefined, selected: true },
      camera: { ...entries['camera'], totalFreezesDuration: undefined },
      sent: { ...entries['sent'], qualityLimitationDurations: undefined },
    });
    const [before, after] = [sampleOf(lean(START)), sampleOf(lean(later({ reported: { packetsLost: 60 } })), 2500)];
    const measures = before && after && measureLink(before, after);
    expect(measures?.received.delayMs).to.be.closeTo(70, 0.1);
    expect(measures && [judgeReceived(measures), judgeSent(measures)]).to.deep.equal([EXCELLENT, poor('uplink')]);
  });

  it('says nothing of a camera that is turned off, and whose stream is gone, between two samples', () => {
    const rest = Object.fromEntries(Object.entries(later()).filter(([id]) => id !== 'camera' && id !== 'sent'));
    const measures = measureLink(sampleOf(START) as LinkSample, sampleOf(rest, 2500) as LinkSample);
    const { frameRate, frozen, undecoded } = measures?.received ?? {};
    expect([frameRate, frozen, undecoded, measures?.sent.frameRate]).to.deep.equal(Array(4).fill(undefined));
    expect(measures && [judgeReceived(measures), judgeSent(measures)]).to.deep.equal([EXCELLENT, EXCELLENT]);
  });
});

describe('the quality of a call', () => {
  const good = measured();
  const lossy = measured({ voice: { packetsLost: 30 }, camera: { packetsLost: 60 } });
  const unheard = measured({ reported: { packetsLost: 60 } });
  const both: LinkMeasures = { ...lossy, sent: unheard.sent };
  const judged = (...links: (LinkMeasures | null)[]): ReturnType<typeof judgeCall> =>
    judgeCall(new Map(links.map((each, index) => [String(index), each])), 0);

  it('names the downlink of this side where all of several are poor, else the network to each', () => {
    const causes = (...links: (LinkMeasures | null)[]): unknown[] =>
      [...judged(...links).received.values()].map((each) => each?.cause ?? null);
    expect(causes(lossy, lossy, null)).to.deep.equal(['downlink', 'downlink', null]);
    expect(causes(lossy, lossy, good)).to.deep.equal(['network', 'network', null]);
    expect(causes(lossy)).to.deep.equal(['network']);
  });

  it('is the own one as most of the others get it, and names the network where one link is bad both ways', () => {
    expect(judged(unheard, good).own).to.deep.equal(EXCELLENT);
    expect(judged(unheard, unheard, good).own).to.deep.equal(poor('uplink'));
    expect(judged(unheard).own).to.deep.equal(poor('uplink'));
    expect(judged(both).own).to.deep.equal(poor('network'));
    expect(judged(null).own).to.equal(null);
    expect(judgeCall(new Map([['a', good]]), 2).own?.quality).to.equal('lost');
  });

  it('is the worse of the own one and of the one in the middle of the others', () => {
    expect(qualityOfCall('unknown', [])).to.equal('unknown');
    expect(qualityOfCall('good', ['unknown'])).to.equal('good');
    expect(qualityOfCall('good', ['poor', 'excellent'])).to.equal('good');
    expect(qualityOfCall('excellent', ['poor', 'excellent', 'poor'])).to.equal('poor');
  });
});

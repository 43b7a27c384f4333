import { expect } from '@open-wc/testing';
import { encodeFrame, type PlaneData } from '../../../src/core/media/data-frame.js';
import { cut, PieceJoiner, toOutgoing } from '../../../src/core/media/livekit/data/data-pieces.js';
import { EarlyData } from '../../../src/core/media/livekit/data/early-data.js';
import { LinkMap } from '../../../src/core/media/livekit/room/link-map.js';
import type { RemoteTrackPublication, Room } from '../../../src/core/media/livekit/library/load-livekit.js';
import { OutgoingLane } from '../../../src/core/media/livekit/data/outgoing-lane.js';
import { Subscription } from '../../../src/core/media/livekit/remote/subscription.js';
import { splitStats } from '../../../src/core/media/livekit/room/track-stats.js';
import { toCallError } from '../../../src/core/base/errors.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { turn } from '../../fakes/turn.js';

const piecesOf = (data: PlaneData, size: number, lane: 'ordered' | 'bulk' = 'ordered'): Uint8Array[] => [
  ...cut(toOutgoing(encodeFrame(data)), lane, size),
];

describe('messages in pieces', () => {
  it('are cut to any size, and joined as they were', () => {
    for (const data of [
      '',
      'a',
      '한국어 '.repeat(50),
      new Uint8Array(0),
      Uint8Array.from({ length: 300 }, (_, at) => at),
    ]) {
      for (const size of [2, 3, 60, 1000]) {
        const joiner = new PieceJoiner();
        const joined = piecesOf({ channel: 'c', data }, size).map((piece) => joiner.join(piece));
        expect(joined.slice(0, -1).every((each) => each === null)).to.equal(true);
        expect(joined.at(-1)).to.deep.equal({ channel: 'c', data });
      }
    }
  });

  it('of two lanes may alternate, and what is incomplete is dropped', () => {
    const joiner = new PieceJoiner();
    const [one = [], other = []] = (['ordered', 'bulk'] as const).map((lane) =>
      piecesOf({ channel: lane, data: 'x'.repeat(10) }, 12, lane),
    );
    const [first, ...rest] = one;
    for (const piece of [first, ...other.slice(0, -1)]) expect(joiner.join(piece ?? new Uint8Array())).to.equal(null);
    // Begun anew, from the first piece.
    const joined = [...one, ...other.slice(-1), ...rest].map((piece) => joiner.join(piece)?.channel ?? null);
    expect(joined.filter((channel) => channel !== null)).to.deep.equal(['ordered', 'bulk']);
  });

  it('that are no pieces, or too many, are dropped', () => {
    const joiner = new PieceJoiner();
    for (const bytes of [[], [0], [2, 1], [255], [3], [1 + 2 + 4, 65, 66]]) {
      expect(joiner.join(Uint8Array.from(bytes))).to.equal(null);
    }
    expect(joiner.join(Uint8Array.of(1))).to.equal(null);
    const more = new Uint8Array(60_000);
    for (let count = 0; count < 5; count += 1) expect(joiner.join(more)).to.equal(null);
    more[0] = 2;
    expect(joiner.join(more)).to.equal(null);
  });
});

describe('a lane to recipients by a server', () => {
  const text = (data: string): ReturnType<typeof toOutgoing> => toOutgoing(encodeFrame({ channel: 'c', data }));
  const decoder = new TextDecoder();

  function world(): {
    lane: OutgoingLane;
    reachable: Set<string>;
    sent: [string, string][];
    fail: { with: Error | null };
  } {
    const [reachable, sent, fail] = [new Set<string>(), [] as [string, string][], { with: null as Error | null }];
    const lane = new OutgoingLane({
      lane: 'ordered',
      isReachable: (id) => reachable.has(id),
      whenFree: () => Promise.resolve(),
      transmit: (piece, ids) => {
        if (fail.with !== null) return Promise.reject(fail.with);
        sent.push([ids.join(), decoder.decode(piece.subarray(3))]);
        return Promise.resolve();
      },
    });
    return { lane, reachable, sent, fail };
  }

  it('gives each everything in its order, and lets no one wait for another one', async () => {
    const { lane, reachable, sent } = world();
    reachable.add('ann');
    lane.push(['ann', 'bob'], text('1'));
    lane.push(['bob'], text('2'));
    lane.push(['ann'], text('3'));
    await turn();
    reachable.add('bob');
    lane.push(['ann', 'bob'], text('4'));
    await turn();
    expect(sent).to.deep.equal([
      ['ann', '1'],
      ['ann', '3'],
      ['bob', '1'],
      ['bob', '2'],
      ['ann,bob', '4'],
    ]);
  });

  it('refuses what waits for one who has left, and what cannot be sent', async () => {
    const { lane, reachable, fail } = world();
    const codeOf = (settled: Promise<void> | undefined): Promise<string> =>
      (settled ?? Promise.resolve()).then(
        () => 'sent',
        (error: unknown) => toCallError(error).code,
      );
    const waiting = codeOf(lane.push(['ann'], text('1')).get('ann'));
    lane.forget('ann');
    expect(await waiting).to.equal('not-allowed');
    reachable.add('bob');
    fail.with = new Error('too large');
    expect(await codeOf(lane.push(['bob'], text('2')).get('bob'))).to.equal('internal');
    fail.with = null;
    expect(await codeOf(lane.push(['bob'], text('3')).get('bob'))).to.equal('sent');
    const many = Array.from({ length: 1001 }, () => codeOf(lane.push(['cas'], text('4')).get('cas')));
    expect(await many.at(-1)).to.equal('rate-limited');
    lane.forget('cas');
    expect(await many[0]).to.equal('not-allowed');
  });
});

describe('data of participants who are not known yet', () => {
  it('is kept in its order, for some seconds, and up to a bound', () => {
    const clock = new FakeClock();
    const early = new EarlyData(clock);
    early.keep('ann', Uint8Array.of(1));
    clock.advance(6000);
    early.keep('ann', Uint8Array.of(2));
    early.keep('bob', Uint8Array.of(3));
    clock.advance(5000);
    expect(early.take('ann').map(([first]) => first)).to.deep.equal([2]);
    expect(early.take('ann')).to.deep.equal([]);
    early.keep('cas', new Uint8Array(2 * 1024 * 1024));
    for (let count = 0; count < 500; count += 1) early.keep('cas', Uint8Array.of(4));
    expect(early.take('cas')).to.have.length(199);
    expect(early.take('bob')).to.have.length(1);
  });
});

describe('links by a server', () => {
  const roomOf = (active: Record<string, boolean>): Room =>
    ({
      remoteParticipants: new Map(Object.entries(active).map(([id, isActive]) => [id, { isActive }])),
    }) as unknown as Room;

  it('are up when the participant is active there, and interrupted while the connection is shaky or gone', () => {
    const told: string[] = [];
    const links = new LinkMap((id, state) => told.push(`${id} ${state}`));
    links.add('ann');
    links.add('bob');
    links.setRoom(roomOf({ ann: true, bob: false }));
    links.setShaky(true);
    links.setShaky(false);
    links.setRoom(roomOf({ ann: false }));
    links.setRoom(roomOf({ ann: true, bob: true, cas: true }));
    links.remove('ann');
    links.setRoom(null);
    expect(told).to.deep.equal([
      'ann connected',
      'ann interrupted',
      'ann connected',
      'ann interrupted',
      'ann connected',
      'bob connected',
      'bob interrupted',
    ]);
  });
});

describe('the subscription to a picture', () => {
  it('is there again where it was not wanted for long while it was made anew', () => {
    const clock = new FakeClock();
    const publication = {
      kind: 'video',
      isDesired: false,
      setSubscribed: (isDesired: boolean) => (publication.isDesired = isDesired),
      setEnabled: () => undefined,
    };
    const subscription = new Subscription({
      publication: publication as unknown as RemoteTrackPublication,
      participantId: 'ann',
      source: 'camera',
      clock,
      isConnected: () => true,
    });
    subscription.want(null);
    subscription.handleTrack();
    subscription.want('nothing');
    clock.advance(28_000);
    expect(publication.isDesired).to.equal(true);
    // The track stays where the connection is broken.
    subscription.renew();
    clock.advance(60_000);
    subscription.want(null);
    expect(publication.isDesired).to.equal(true);
    subscription.close();
    expect(clock.pending).to.equal(0);
  });
});

describe('the statistics of one connection for all', () => {
  it('are split by whose track it is, under the track that is shown', () => {
    const stats = new Map<string, object>([
      ['a', { type: 'inbound-rtp', trackIdentifier: 'one' }],
      ['b', { type: 'inbound-rtp', trackIdentifier: 'unknown' }],
      ['c', { type: 'transport' }],
      ['d', { type: 'outbound-rtp', trackIdentifier: 'one' }],
      ['e', { type: 'inbound-rtp' }],
    ]);
    const reports = splitStats(stats, new Map([['one', { participantId: 'ann', shownId: 'clone' }]]));
    expect(reports.map(({ participantId, stats: each }) => [participantId, [...each.keys()]])).to.deep.equal([
      [null, ['b', 'c', 'd', 'e']],
      ['ann', ['a']],
    ]);
    expect(reports[1]?.stats.get('a')).to.deep.equal({ type: 'inbound-rtp', trackIdentifier: 'clone' });
  });
});

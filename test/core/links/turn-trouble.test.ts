import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { TurnTrouble, type TurnTroubleContext } from '../../../src/core/features/healing/turn-trouble.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { turn } from '../../fakes/turn.js';

const TURN = 'turn:192.0.2.7:3478?transport=udp';

describe('a TURN server that gives no address', () => {
  let clock: FakeClock;
  let trouble: TurnTrouble;
  let told: string[];
  let snapshot: { state: string; error: CallError | null; participants: { id: string; connection: string }[] };
  let credential: string;
  let gathered: object[];
  let servers: string[];

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    credential = 'first';
    gathered = [];
    servers = [TURN];
    snapshot = { state: 'joined', error: null, participants: [] };
    trouble = make();
    trouble.handleServers();
  });

  function make(): TurnTrouble {
    return new TurnTrouble({
      clock,
      plane: {
        getStats: () =>
          Promise.resolve([{ participantId: 'bob', stats: new Map(gathered.map((each, index) => [index, each])) }]),
      },
      getSnapshot: () => snapshot,
      getIceServers: () => [{ urls: servers, username: 'ann', credential }],
      apply: ({ error }: { error: CallError | null }) => (snapshot.error = error),
      tellError: (error: CallError) => {
        told.push(error.code);
        return (snapshot.error = error);
      },
    } as unknown as TurnTroubleContext);
  }

  const say = (errorCode: unknown, url: unknown): void => {
    trouble.handleRelay({ errorCode, url });
  };
  const refuse = (errorCode: unknown): void => {
    say(errorCode, TURN);
  };

  for (const errorCode of [401, 403, 438, 441])
    it(`because of the credentials (${String(errorCode)}) is told at once, and once however often and of how many servers`, () => {
      for (const url of [TURN, 'turns:192.0.2.8:443?transport=tcp', '', undefined, TURN]) say(errorCode, url);
      expect(told).to.deep.equal(['turn-unauthorized']);
      expect(snapshot.error?.code).to.equal('turn-unauthorized');
      expect(`${String(snapshot.error?.message)}${String(snapshot.error?.hint)}`).not.to.match(/192|ann|first|turn:/);
    });

  it('because of the credentials is silent once there are others, and told again where these are wrong too', () => {
    refuse(401);
    trouble.handleServers();
    expect(snapshot.error?.code, 'they are the same').to.equal('turn-unauthorized');
    credential = 'second';
    trouble.handleServers();
    expect(snapshot.error).to.equal(null);
    clock.advance(10_001);
    refuse(401);
    expect(told).to.deep.equal(['turn-unauthorized', 'turn-unauthorized']);
  });

  it('because of credentials that were replaced a moment ago is not told of those in their place', () => {
    clock.advance(600_000);
    credential = 'second';
    trouble.handleServers();
    // What was asked with the first ones, when the machine woke up, and is answered only now.
    clock.advance(9000);
    refuse(401);
    clock.advance(600_000);
    trouble.handleServers();
    expect(told).to.deep.equal([]);
    refuse(401);
    expect(told).to.deep.equal(['turn-unauthorized']);
  });

  it('because they expired while the server was away is told only if it then gives no others', () => {
    for (const next of ['second', 'second']) {
      snapshot.state = 'reconnecting';
      clock.advance(10_001);
      refuse(401);
      expect(told).to.deep.equal([]);
      snapshot.state = 'joined';
      if (credential !== next) {
        credential = next;
        trouble.handleServers();
        expect(told).to.deep.equal([]);
      }
    }
    trouble.handleServers();
    expect(told).to.deep.equal(['turn-unauthorized']);
  });

  it('because it does not answer is told only where a link fails, whichever comes first', () => {
    refuse(701);
    clock.advance(600_000);
    for (const state of ['connecting', 'interrupted', 'connected'] as const) trouble.handleLink('bob', state);
    expect(told, 'all are connected without it').to.deep.equal([]);
    trouble.handleLink('bob', 'failed');
    expect(told).to.deep.equal(['turn-unavailable']);
    trouble = make();
    trouble.handleLink('bob', 'failed');
    expect(told).to.have.length(1);
    refuse(701);
    expect(told).to.deep.equal(['turn-unavailable', 'turn-unavailable']);
  });

  it('and a link that had failed already is told too', () => {
    snapshot.participants = [{ id: 'bob', connection: 'failed' }];
    trouble = make();
    refuse(701);
    expect(told).to.deep.equal(['turn-unavailable']);
  });

  it('is settled when the last link that failed is up or its participant has left, and not told again', () => {
    refuse(701);
    for (const id of ['bob', 'cas']) trouble.handleLink(id, 'failed');
    trouble.handleLink('bob', 'connected');
    expect(snapshot.error?.code).to.equal('turn-unavailable');
    trouble.forget('cas');
    expect(snapshot.error).to.equal(null);
    trouble.handleLink('bob', 'failed');
    refuse(701);
    expect(told).to.deep.equal(['turn-unavailable']);
  });

  it('leaves an error of something else where it is', () => {
    refuse(701);
    trouble.handleLink('bob', 'failed');
    const other = (snapshot.error = new CallError('not-allowed'));
    trouble.handleLink('bob', 'connected');
    expect(snapshot.error).to.equal(other);
  });

  it('by one network interface, and has given one by another, is no trouble; later it may be', () => {
    trouble.handleLink('bob', 'failed');
    say(null, undefined);
    clock.advance(20_000);
    refuse(701);
    expect(told).to.deep.equal([]);
    clock.advance(60_000);
    refuse(701);
    expect(told).to.deep.equal(['turn-unavailable']);
    say(null, undefined);
    expect(snapshot.error, 'it gives one again').to.equal(null);
    clock.advance(120_000);
    refuse(701);
    expect(told).to.deep.equal(['turn-unavailable', 'turn-unavailable']);
  });

  it('is no trouble where it is a STUN server, and absurd codes are no more than no answer', () => {
    trouble.handleLink('bob', 'failed');
    for (const code of [701, 401, 0, -1, NaN, '401', undefined, {}]) say(code, 'stun:192.0.2.7');
    for (const url of ['', undefined, 7, {}, 'https://turn:']) say(701, url);
    for (const url of [7, {}]) say(401, url);
    expect(told).to.deep.equal([]);
    for (const code of [0, -1, NaN, '401', undefined, {}, 486, 508]) refuse(code);
    expect(told).to.deep.equal(['turn-unavailable']);
  });

  it('is seen by what the next connection gathers where the browser says nothing, as long as it does not', async () => {
    const seconds = async (count: number): Promise<void> => {
      for (let second = 0; second < count; second += 1) {
        clock.advance(1000);
        await turn();
      }
    };
    trouble.handleLink('bob', 'failed');
    await seconds(30);
    expect(told, 'nothing is gathered: the other side is silent').to.deep.equal([]);
    gathered = [
      { type: 'local-candidate', candidateType: 'host' },
      { type: 'local-candidate', candidateType: 'relay' },
    ];
    await seconds(30);
    expect(told).to.deep.equal([]);
    gathered.pop();
    await seconds(30);
    expect(told).to.deep.equal(['turn-unavailable']);
    trouble.handleLink('bob', 'connected');
    expect([snapshot.error, clock.pending]).to.deep.equal([null, 0]);

    trouble = make();
    gathered = [{ type: 'transport', iceLocalUsernameFragment: 'x' }];
    say(null, undefined);
    trouble.handleLink('bob', 'failed');
    await seconds(60);
    expect(told, 'it has given one lately').to.have.length(1);
    await seconds(10);
    expect(told, 'by a relay alone').to.have.length(2);

    trouble = make();
    trouble.handleLink('bob', 'failed');
    trouble.close();
    expect(clock.pending).to.equal(0);
  });

  it('is no trouble where there is none', async () => {
    servers = ['stun:192.0.2.7'];
    gathered = [{ type: 'local-candidate', candidateType: 'host' }];
    trouble.handleLink('bob', 'failed');
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1000);
      await turn();
    }
    expect(told).to.deep.equal([]);
  });
});

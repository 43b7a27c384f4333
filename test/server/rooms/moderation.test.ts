import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALL_OFF,
  ROLES,
  UNMUTE_ASKING,
  type ParsedRequest,
  type Role,
  type WireParticipant,
} from '../../../src/protocol/protocol.js';
import { moderate, type ModeratedSeat, type ModerationRequest } from '../../../src/room-server/rules/moderation.js';
import { MODERATION_TABLE, type ModerationAction } from '../../../src/protocol/roles.js';
import { createRecord } from '../../../src/room-server/rules/room-record.js';

const NO_TARGET = 'none';
const KEEPER = { hasOneHost: false, freeSeats: () => 9 };
const ON = { microphone: true, camera: true, screen: false, screenAudio: false };

/** The roles that each role may act on, written a second time: a slip in the table must not pass unseen. */
const EXPECTED: Record<ModerationAction, Record<Role, string>> = {
  admit: { host: 'host cohost guest viewer', cohost: 'host cohost guest viewer', guest: '', viewer: '' },
  deny: { host: 'host cohost guest viewer', cohost: 'cohost guest viewer', guest: '', viewer: '' },
  remove: { host: 'host cohost guest viewer', cohost: 'guest viewer', guest: '', viewer: '' },
  mute: { host: 'host cohost guest viewer', cohost: 'cohost guest viewer', guest: '', viewer: '' },
  ask: { host: 'host cohost guest', cohost: 'host cohost guest', guest: '', viewer: '' },
  lock: { host: NO_TARGET, cohost: NO_TARGET, guest: '', viewer: '' },
  lobby: { host: NO_TARGET, cohost: NO_TARGET, guest: '', viewer: '' },
  spotlight: { host: 'host cohost guest viewer', cohost: 'host cohost guest viewer', guest: '', viewer: '' },
  role: { host: 'host cohost guest viewer', cohost: '', guest: '', viewer: '' },
  topology: { host: NO_TARGET, cohost: '', guest: '', viewer: '' },
  end: { host: NO_TARGET, cohost: '', guest: '', viewer: '' },
};

class FakeSeat implements ModeratedSeat {
  readonly id: string;
  readonly keys: readonly string[];
  readonly isConnected = true;
  participant: WireParticipant;

  constructor(id: string, role: Role) {
    this.id = id;
    this.keys = [`seat:${id}`];
    this.participant = { id, name: id, role, sources: ON, hand: false };
  }

  tell(): void {
    // The contract tests what is told.
  }

  tellNow(): void {
    // As above.
  }

  gather(): void {
    // As above.
  }

  flush(): boolean {
    return false;
  }
}

function requestFor(action: ModerationAction, id: string): ModerationRequest {
  const payloads: { [Action in ModerationAction]: ParsedRequest<`moderate:${Action}`> } = {
    admit: { id },
    deny: { id },
    remove: { id },
    mute: { id },
    ask: { id },
    lock: { on: true },
    lobby: { on: true },
    spotlight: { id },
    role: { id, role: 'guest' },
    topology: { plane: 'sfu' },
    end: {},
  };
  return { name: `moderate:${action}`, payload: payloads[action] } as ModerationRequest;
}

/** Does an action in a room with a target, and returns whether anything happened. */
function attempt(action: ModerationAction, role: Role, target: Role): { isDone: boolean; hasEffect: boolean } {
  const actor = new FakeSeat('actor', role);
  const other = new FakeSeat('other', target);
  // One whose microphone is on is not asked to turn it on.
  if (action === 'ask') other.participant = { ...other.participant, sources: ALL_OFF, features: [UNMUTE_ASKING] };
  const isAtTheDoor = action === 'admit' || action === 'deny';
  // Another host, so that neither is the last one.
  const seats = new Map([actor, new FakeSeat('third', 'host'), ...(isAtTheDoor ? [] : [other])].map((s) => [s.id, s]));
  const room = {
    record: createRecord('tea', 0, false, 'life'),
    seats,
    waiting: new Map(isAtTheDoor ? [[other.id, other]] : []),
    news: { tell: () => undefined },
  };
  let asked = 0;
  const count = (): void => void (asked += 1);
  const keeper = {
    ...KEEPER,
    countAsk: count,
    admit: count,
    deny: count,
    remove: count,
    silence: () => undefined,
    wishTopology: count,
    end: count,
  };
  const state = (): string => JSON.stringify([room.record, other.participant, asked]);
  const before = state();
  const isDone = moderate(requestFor(action, other.id), room, actor, keeper) === null;
  return { isDone, hasEffect: state() !== before };
}

for (const action of Object.keys(MODERATION_TABLE) as ModerationAction[]) {
  for (const role of ROLES) {
    test(`${action}: what a ${role} may do, and to whom`, () => {
      for (const target of ROLES) {
        const expected = EXPECTED[action][role];
        const isExpected = expected === NO_TARGET || expected.split(' ').includes(target);
        const { isDone, hasEffect } = attempt(action, role, target);
        assert.equal(isDone, isExpected, `a ${role} and a ${target}`);
        // To make a guest of a guest is allowed, and changes nothing.
        const isIdle = action === 'role' && target === 'guest';
        assert.equal(hasEffect, isExpected && !isIdle, `a ${role} and a ${target}`);
      }
    });
  }
}

test('mute for all leaves out its actor, and those whom they may not mute', () => {
  const seats = new Map(ROLES.map((role) => [role, new FakeSeat(role, role)] as const));
  const actor = new FakeSeat('actor', 'cohost');
  const room = {
    record: createRecord('tea', 0, false, 'life'),
    seats: new Map([[actor.id, actor], ...seats]),
    waiting: new Map<string, FakeSeat>(),
    news: { tell: () => undefined },
  };
  const unused = (): never => assert.fail('Nothing else is asked.');
  const silenced: string[] = [];
  const silence = ({ id }: FakeSeat): void => void silenced.push(id);
  const others = { wishTopology: unused, remove: unused, end: unused };
  const keeper = { ...KEEPER, countAsk: unused, admit: unused, deny: unused, ...others, silence };
  assert.equal(moderate({ name: 'moderate:mute', payload: {} }, room, actor, keeper), null);
  const isOn = (seat?: FakeSeat): unknown => seat?.participant.sources.microphone;
  assert.deepEqual([isOn(actor), ...ROLES.map((role) => isOn(seats.get(role)))], [true, true, false, false, false]);
  assert.deepEqual(silenced, ['cohost', 'guest', 'viewer']);
});

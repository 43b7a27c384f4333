import { expect } from '@open-wc/testing';
import type { MediaPlane } from '../../../src/core/media/media-plane.js';
import { PlaneFacts } from '../../../src/core/media/switch/plane-facts.js';
import { createColouredTrack } from '../../contracts/coloured-track.js';

describe('what a plane has been told', () => {
  const SERVERS = [{ urls: 'stun:example.org' }];
  let facts: PlaneFacts;
  let track: MediaStreamTrack;

  beforeEach(() => {
    facts = new PlaneFacts();
    track = createColouredTrack('red');
  });
  afterEach(() => {
    track.stop();
  });

  /** What another plane is told, call by call. */
  function told(): unknown[][] {
    const calls: unknown[][] = [];
    const plane = new Proxy({} as MediaPlane, {
      get:
        (_plane, name) =>
        (...details: unknown[]) =>
          calls.push([name, ...details]),
    });
    facts.tellTo(plane);
    return calls;
  }

  it('is told to the plane that replaces it, in the order of a call', () => {
    facts.demands.set('ann', 'camera', 'nothing');
    facts.shapes.set('ann', 'camera', { active: false });
    facts.addParticipant('ann', 'before-us', ['data-bulk']);
    facts.addParticipant('bob', 'returning', []);
    facts.handleAdmitted({ selfId: 'me', iceServers: [], hintTakenBy: 'ann' });
    facts.publish('screen', track, { surface: 'window' });
    facts.publish('camera', null, undefined);
    facts.setIceServers(SERVERS);
    expect(told()).to.deep.equal([
      ['publish', 'screen', track, { surface: 'window' }],
      ['publish', 'camera', null, undefined],
      ['handleAdmitted', { selfId: 'me', iceServers: SERVERS, hintTakenBy: null }],
      ['addParticipant', 'ann', 'before-us', ['data-bulk']],
      ['addParticipant', 'bob', 'returning', []],
      ['demand', 'ann', 'camera', 'nothing'],
      ['shape', 'ann', 'camera', { active: false }],
    ]);
  });

  it('is what was told last, and nothing of participants who have left', () => {
    facts.handleAdmitted({ selfId: 'me', iceServers: [], hintTakenBy: null });
    facts.publish('camera', track, undefined);
    facts.publish('camera', null, undefined);
    facts.addParticipant('ann', 'before-us', []);
    facts.addParticipant('ann', 'after-us', []);
    facts.addParticipant('bob', 'before-us', []);
    facts.demands.set('bob', 'camera', 'nothing');
    facts.shapes.set('bob', 'camera', { active: false });
    facts.removeParticipant('bob');
    expect(told()).to.deep.equal([
      ['publish', 'camera', null, undefined],
      ['handleAdmitted', { selfId: 'me', iceServers: [], hintTakenBy: null }],
      ['addParticipant', 'ann', 'before-us', []],
    ]);
    expect(facts.participantIds).to.deep.equal(['ann']);
  });

  it('is only what is sent, before the local participant is in the room', () => {
    facts.publish('camera', track, undefined);
    expect(told()).to.deep.equal([['publish', 'camera', track, undefined]]);
  });
});

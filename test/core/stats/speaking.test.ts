import { expect } from '@open-wc/testing';
import { isSpeaking, SILENCE, updateSpeaking, type Speaking } from '../../../src/core/stats/speaking.js';

const STEP_MS = 200;
const [VOICE, SHOUT] = [0.2, 0.9];

/** A conversation: who is how loud, sample after sample. Ann and Bob may be active speakers; `me` may not. */
class Talk {
  nowMs = 10_000;
  speaking: Speaking = SILENCE;
  readonly stage: string[] = [];

  /** One more sample every 200 ms for `forMs`; who is not named is silent, who is `gone` is not heard at all. */
  say(forMs: number, levels: Record<string, number>, gone: readonly string[] = []): this {
    for (const end = this.nowMs + forMs; this.nowMs < end;) {
      this.nowMs += STEP_MS;
      const heard = ['me', 'ann', 'bob'].filter((id) => !gone.includes(id));
      this.speaking = updateSpeaking(
        this.speaking,
        new Map(heard.map((id) => [id, levels[id] ?? 0])),
        new Set(heard.filter((id) => id !== 'me')),
        this.nowMs,
      );
      const { activeId } = this.speaking;
      if (activeId !== null && activeId !== this.stage.at(-1)) this.stage.push(activeId);
    }
    return this;
  }

  get active(): string | null {
    return this.speaking.activeId;
  }

  get voices(): string[] {
    return ['me', 'ann', 'bob'].filter((id) => isSpeaking(this.speaking, id, this.nowMs));
  }
}

describe('who speaks', () => {
  it('is no one in silence, and in the noise of a quiet room', () => {
    const talk = new Talk().say(2000, { ann: 0.02, bob: 0.01 });
    expect([talk.voices, talk.active]).to.deep.equal([[], null]);
  });

  it('is reported at once', () => {
    const talk = new Talk().say(STEP_MS, { ann: VOICE });
    expect([talk.voices, talk.active]).to.deep.equal([['ann'], 'ann']);
  });

  it('goes on speaking over the pauses between words', () => {
    const talk = new Talk().say(STEP_MS, { ann: VOICE }).say(600, {});
    expect(talk.voices).to.deep.equal(['ann']);
    expect(talk.say(STEP_MS, {}).voices).to.deep.equal([]);
  });

  it('may be several, the local participant too', () => {
    expect(new Talk().say(STEP_MS, { me: VOICE, ann: VOICE, bob: VOICE }).voices).to.deep.equal(['me', 'ann', 'bob']);
  });
});

describe('the active speaker', () => {
  it('is never the local participant', () => {
    const talk = new Talk().say(2000, { me: SHOUT });
    expect([talk.active, talk.voices]).to.deep.equal([null, ['me']]);
  });

  it('is the loudest when several begin at once', () => {
    expect(new Talk().say(STEP_MS, { ann: VOICE, bob: SHOUT }).active).to.equal('bob');
  });

  it('stays the same in silence', () => {
    expect(new Talk().say(1000, { ann: VOICE }).say(60_000, {}).active).to.equal('ann');
  });

  it('stays the same for a while against a louder participant, while still speaking', () => {
    const talk = new Talk().say(200, { ann: VOICE }).say(1400, { ann: VOICE, bob: SHOUT });
    expect(talk.active).to.equal('ann');
    expect(talk.say(STEP_MS, { ann: VOICE, bob: SHOUT }).active).to.equal('bob');
  });

  it('changes at the next word of another participant after falling silent', () => {
    const talk = new Talk().say(200, { ann: VOICE }).say(800, {}).say(STEP_MS, { bob: VOICE });
    expect(talk.active).to.equal('bob');
  });

  it('does not change at a cough: the recent loudness counts', () => {
    const talk = new Talk().say(3000, { ann: SHOUT }).say(STEP_MS, { ann: VOICE, bob: SHOUT });
    expect(talk.active).to.equal('ann');
  });

  it('does not switch quickly between two who speak over each other', () => {
    const talk = new Talk();
    for (let turn = 0; turn < 10; turn += 1) {
      talk.say(STEP_MS, { ann: SHOUT, bob: VOICE }).say(STEP_MS, { ann: VOICE, bob: SHOUT });
    }
    expect(talk.stage.length).to.be.at.most(3);
  });

  it('is no one when that participant leaves and all are silent', () => {
    expect(new Talk().say(400, { ann: VOICE }).say(STEP_MS, {}, ['ann']).active).to.equal(null);
  });

  it('is at once another participant who speaks when the present one leaves', () => {
    const talk = new Talk().say(400, { ann: VOICE, bob: 0.1 });
    expect(talk.active).to.equal('ann');
    expect(talk.say(STEP_MS, { bob: 0.1 }, ['ann']).active).to.equal('bob');
  });

  it('comes back without a memory of how loud they were', () => {
    const talk = new Talk().say(2000, { ann: SHOUT }).say(STEP_MS, {}, ['ann']).say(STEP_MS, { bob: VOICE });
    expect([talk.voices, talk.active]).to.deep.equal([['bob'], 'bob']);
  });
});

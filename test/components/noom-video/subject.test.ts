import { expect } from '@open-wc/testing';
import { AVATAR_COLORS, avatarColor, initials } from '../../../src/components/noom-video/avatar.js';
import { pickParticipant, type SubjectFacts } from '../../../src/components/noom-video/participant/pick-participant.js';
import { initialSnapshot, type Participant } from '../../../src/core/model/snapshot.js';
import { NO_SOURCES } from '../../../src/core/model/sources.js';

const self: Participant = { ...initialSnapshot('Me').self, id: 'me' };
const ann: Participant = { ...self, id: 'ann', name: 'Ann', isLocal: false };
const jun: Participant = { ...ann, id: 'jun', name: 'Jun Lee' };

const facts = (others: Participant[], activeSpeakerId: string | null = null): SubjectFacts => ({
  self,
  participants: [self, ...others],
  activeSpeakerId,
});

describe('pickParticipant', () => {
  it('finds the local participant, the first remote one, and any one by id', () => {
    expect(pickParticipant(facts([ann, jun]), 'local')).to.equal(self);
    expect(pickParticipant(facts([ann, jun]), 'remote')).to.equal(ann);
    expect(pickParticipant(facts([ann, jun]), 'jun')).to.equal(jun);
    expect(pickParticipant(facts([ann]), 'jun')).to.equal(undefined);
    expect(pickParticipant(facts([]), 'remote')).to.equal(undefined);
  });

  it('shows the active speaker, else the first remote participant, else the local one', () => {
    expect(pickParticipant(facts([ann, jun], 'jun'), 'speaker')).to.equal(jun);
    expect(pickParticipant(facts([ann, jun]), 'speaker')).to.equal(ann);
    expect(pickParticipant(facts([ann, jun], 'me'), 'speaker')).to.equal(ann);
    expect(pickParticipant(facts([]), 'speaker')).to.equal(self);
    expect(pickParticipant(facts([ann, jun], 'jun'), '')).to.equal(jun);
  });

  it('finds the participant who shares a screen', () => {
    const screen = { ...NO_SOURCES.screen, on: true };
    const sharing: Participant = { ...jun, sources: { ...NO_SOURCES, screen } };
    expect(pickParticipant(facts([ann, sharing]), 'screen')).to.equal(sharing);
    expect(pickParticipant(facts([ann, jun]), 'screen')).to.equal(undefined);
  });
});

describe('the avatar', () => {
  it('has the initials of the first and last words, and the given name of a Korean name', () => {
    expect(initials('Jun Lee')).to.equal('JL');
    expect(initials('ann')).to.equal('A');
    expect(initials('  Maria de la Cruz ')).to.equal('MC');
    expect(initials('박민지')).to.equal('민지');
    expect(initials('이준')).to.equal('이준');
    expect(initials('(Bot) 7')).to.equal('B7');
    expect(initials('👩‍👩‍👧 Family')).to.equal('👩‍👩‍👧F');
    expect(initials('e\u0301ric 👍🏽')).to.equal('E\u0301👍🏽');
    expect(initials('')).to.equal('');
    expect(initials('   ')).to.equal('');
    expect(initials('---')).to.equal('');
  });

  it('has a colour that stays, and differs between participants', () => {
    expect(avatarColor('Jun Lee')).to.equal(avatarColor('Jun Lee'));
    const names = ['Ann', 'Jun Lee', 'Minji Park', '박민지', 'Sam', 'Kai', 'Mia', 'Leo'];
    expect(new Set(names.map(avatarColor)).size).to.be.above(3);
  });

  it('is dark enough for white letters (WCAG 2.2, 1.4.3)', () => {
    for (const color of AVATAR_COLORS) expect(contrastWithWhite(color), color).to.be.at.least(4.5);
  });
});

/** The contrast of white on a colour, by WCAG 2.2's definition of relative luminance. */
function contrastWithWhite(color: string): number {
  const channel = (start: number): number => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05);
}

import type { CallSnapshot, Participant } from '../../core/index.js';

/** Whom a tile shows: a role in the call, or a participant's id. */
export type VideoSubject = 'local' | 'remote' | 'speaker' | 'screen' | (string & {});

/** The part of a snapshot that decides it. */
export type SubjectFacts = Pick<CallSnapshot, 'self' | 'participants' | 'activeSpeakerId'>;

/**
 * Finds whom a tile shows. `speaker` is whoever speaks, else the first of the others, else oneself: nobody wants to watch
 * themselves talk, so one's own voice does not take the tile from somebody else.
 */
export function pickParticipant(facts: SubjectFacts, subject: VideoSubject): Participant | undefined {
  const { self, participants, activeSpeakerId } = facts;
  const remote = participants.find((participant) => !participant.isLocal);
  switch (subject) {
    case 'local':
      return self;
    case 'remote':
      return remote;
    case 'screen':
      return participants.find((participant) => participant.sources.screen.on);
    case 'speaker':
    case '':
      return (
        participants.find((participant) => participant.id === activeSpeakerId && !participant.isLocal) ?? remote ?? self
      );
    default:
      return participants.find((participant) => participant.id === subject);
  }
}

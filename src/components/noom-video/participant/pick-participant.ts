import type { CallSnapshot, Participant } from '../../../core/index.js';

/** Whom a tile shows: a role in the call, or a participant's id. */
export type VideoSubject = 'local' | 'remote' | 'speaker' | 'screen' | (string & {});

/** The part of a snapshot that this depends on. */
export type SubjectFacts = Pick<CallSnapshot, 'self' | 'participants' | 'activeSpeakerId'>;

/**
 * Finds whom a tile shows. `speaker` is the active speaker, else the first remote participant, else the local one. The
 * local participant is never shown for speaking: people do not want to watch themselves talk. Of several who share a
 * screen, a remote one is shown.
 */
export function pickParticipant(facts: SubjectFacts, subject: VideoSubject): Participant | undefined {
  const { self, participants, activeSpeakerId } = facts;
  const sharing = participants.filter((participant) => participant.sources.screen.on);
  const remote = participants.find((participant) => !participant.isLocal);
  switch (subject) {
    case 'local':
      return self;
    case 'remote':
      return remote;
    case 'screen':
      return sharing.find((participant) => !participant.isLocal) ?? sharing[0];
    case 'speaker':
    case '':
      return (
        participants.find((participant) => participant.id === activeSpeakerId && !participant.isLocal) ?? remote ?? self
      );
    default:
      return participants.find((participant) => participant.id === subject);
  }
}

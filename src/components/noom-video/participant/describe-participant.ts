import { isGiving, type CallSnapshot, type LinkState, type Participant } from '../../../core/index.js';
import type { TextKey } from '../../internal/localization/index.js';

/**
 * The keys of the texts after the name in a tile's accessible name: `Minji Park, microphone off, hand raised`. `place`
 * is that of the hand.
 */
export function describeParticipant(participant: Participant, place = 0): TextKey[] {
  const { sources, isSpeaking, hand, connection } = participant;
  const missing = describeConnection(connection);
  const facts: Partial<Record<TextKey, boolean>> = {
    isSpeaking,
    isMicrophoneOff: !isGiving(sources.microphone),
    isCameraOff: !isGiving(sources.camera),
    [place > 0 ? 'handAt' : 'isHandUp']: hand,
    ...(missing !== null && { [missing]: true }),
  };
  return (Object.keys(facts) as TextKey[]).filter((key) => facts[key]);
}

/**
 * The place of a participant's hand among several that are raised, from 1; 0 where there is nothing to order, also with
 * a server that does not number hands.
 */
export function placeOfHand(
  { participants }: Pick<CallSnapshot, 'participants'>,
  participant: Participant | undefined,
): number {
  const raised = participants.filter(({ hand }) => hand);
  if (!participant?.handOrder || raised.length < 2) return 0;
  return 1 + raised.filter(({ handOrder }) => handOrder < participant.handOrder).length;
}

/** The text for a connection that is not up, `null` for one that is. */
export function describeConnection(connection: LinkState): 'isConnecting' | 'isReconnecting' | 'isFailed' | null {
  if (connection === 'connected') return null;
  if (connection === 'failed') return 'isFailed';
  return connection === 'connecting' ? 'isConnecting' : 'isReconnecting';
}

import { isGiving, type LinkState, type Participant } from '../../core/index.js';
import type { TextKey } from '../internal/localization/index.js';

/** The keys of the texts after the name in a tile's accessible name: `Minji Park, microphone off, hand raised`. */
export function describeParticipant(participant: Participant): TextKey[] {
  const { sources, isSpeaking, hand, quality, connection } = participant;
  const missing = describeConnection(connection);
  const facts: Partial<Record<TextKey, boolean>> = {
    isSpeaking,
    isMicrophoneOff: !isGiving(sources.microphone),
    isCameraOff: !isGiving(sources.camera),
    isHandUp: hand,
    isPoor: missing === null && (quality === 'poor' || quality === 'lost'),
    ...(missing !== null && { [missing]: true }),
  };
  return (Object.keys(facts) as TextKey[]).filter((key) => facts[key]);
}

/** The text for a connection that is not up, `null` for one that is; a failed one is being retried. */
export function describeConnection(connection: LinkState): 'isConnecting' | 'isReconnecting' | null {
  if (connection === 'connected') return null;
  return connection === 'connecting' ? 'isConnecting' : 'isReconnecting';
}

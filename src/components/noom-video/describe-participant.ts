import { isGiving, type Participant } from '../../core/index.js';
import type { TextKey } from '../internal/localization/index.js';

/** What a screen reader says of a tile after the name, as texts: `Minji Park, microphone off, hand raised`. */
export function describeParticipant(participant: Participant, wasConnected: boolean): TextKey[] {
  const { sources, isSpeaking, hand, quality, isConnected } = participant;
  const facts: Partial<Record<TextKey, boolean>> = {
    isSpeaking,
    isMicrophoneOff: !isGiving(sources.microphone),
    isCameraOff: !isGiving(sources.camera),
    isHandUp: hand,
    isPoor: isConnected && (quality === 'poor' || quality === 'lost'),
    isReconnecting: !isConnected && wasConnected,
    isConnecting: !isConnected && !wasConnected,
  };
  return (Object.keys(facts) as TextKey[]).filter((key) => facts[key]);
}

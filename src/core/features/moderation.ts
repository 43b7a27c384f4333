import { createCallEvent } from '../model/events.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Applies a moderator's mute to the local participant at once, and tells when one asks for the microphone. */
export function createModeration({ getSnapshot, turnOff, tell }: FeatureContext): SessionFeature {
  return {
    handleMessage({ name, payload }) {
      if (name !== 'moderate:applied') return;
      const { participants, self } = getSnapshot();
      const by = participants.find(({ id }) => id === payload.by) ?? null;
      if (payload.action === 'mute') {
        turnOff('microphone');
        tell(createCallEvent('noom-muted', { by }));
      }
      // One who has left meanwhile needs no answer; a microphone that was turned on meanwhile needs no question.
      if (payload.action === 'ask' && by && !self.sources.microphone.on)
        tell(createCallEvent('noom-unmute-asked', { by }));
    },
  };
}

import { createCallEvent } from '../model/events.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Applies a moderator's mute to the local participant at once. */
export function createModeration({ getSnapshot, turnOff, tell }: FeatureContext): SessionFeature {
  return {
    handleMessage({ name, payload }) {
      if (name !== 'moderate:applied' || payload.action !== 'mute') return;
      turnOff('microphone');
      const by = getSnapshot().participants.find(({ id }) => id === payload.by) ?? null;
      tell(createCallEvent('noom-muted', { by }));
    },
  };
}

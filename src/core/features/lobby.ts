import type { FeatureContext, SessionFeature } from './feature.js';

/** Keeps the snapshot's list of those who wait in the lobby, as the server tells hosts and cohosts. */
export function createLobby({ apply }: FeatureContext): SessionFeature {
  return {
    handleMessage({ name, payload }) {
      if (name === 'lobby:knocked') apply({ type: 'knocked', participant: payload.participant });
      else if (name === 'lobby:gone') apply({ type: 'knock-ended', id: payload.id });
    },
  };
}

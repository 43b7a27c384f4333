import type { FeatureContext, SessionFeature } from './feature.js';

/** Who waits to be let in, as hosts are told. */
export function createLobby({ apply }: FeatureContext): SessionFeature {
  return {
    handleMessage({ name, payload }) {
      if (name === 'lobby:knocked') apply({ type: 'knocked', participant: payload.participant });
      else if (name === 'lobby:gone') apply({ type: 'knock-ended', id: payload.id });
    },
  };
}

import { CallError, toCallError } from '../base/errors.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Gives the server a newer token while the old one still holds; tells when that cannot be done. */
export function createTokenRenewal(context: FeatureContext): SessionFeature {
  return {
    handleMessage({ name }) {
      if (name === 'token:expiring') void renewToken(context);
    },
  };
}

async function renewToken({ getNewToken, seat, tellError }: FeatureContext): Promise<void> {
  try {
    const token = await getNewToken();
    if (token === null) {
      throw new CallError('token-expired', {
        message: 'The token is about to expire, and the call ends with it.',
        hint: 'Let token be a function: it is asked for a new one in time.',
      });
    }
    await seat.renew(token);
  } catch (thrown) {
    const error = toCallError(thrown);
    // Whoever lost the connection, or left, asks with a new token for the seat, or not at all.
    if (!['signaling-unreachable', 'not-allowed', 'token-unavailable'].includes(error.code)) tellError(error);
  }
}

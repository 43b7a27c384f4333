import { CallError, toCallError } from '../base/errors.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Gives the server a newer token before the old one expires; a failure is told. */
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
    // With these the connection is lost, and the return asks for a token anyway, or the room was left.
    if (!['signaling-unreachable', 'not-allowed', 'token-unavailable'].includes(error.code)) tellError(error);
  }
}

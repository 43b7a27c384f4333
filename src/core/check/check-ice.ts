import { CallError } from '../base/errors.js';
import type { CheckContext } from './check-context.js';
import { failed, works, type Finding } from './check-report.js';
import { within } from './within.js';

/** Chosen: Chromium gives up a server that does not answer after 9.5 s; one that answers does so in a second. */
export const ICE_LIMIT_MS = 5000;
/**
 * Unauthorized, forbidden, and a user name that does not fit to the allocation.
 * @see https://www.rfc-editor.org/rfc/rfc8656#section-19
 */
const CREDENTIALS_ERRORS = [401, 403, 441];
/** The browser's own: it got no answer. */
const NO_ANSWER = 701;

/** What is to be told of a server. */
type Wanted = 'srflx' | 'relay';

/** Asks ICE servers for an address: this page's as they see it (`srflx`), or one of theirs (`relay`). */
export async function checkIce(
  context: CheckContext,
  iceServers: readonly RTCIceServer[],
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Finding> {
  const { clock } = context;
  const errors: number[] = [];
  try {
    const found = await within({ clock, limitMs: ICE_LIMIT_MS, signal }, (closing) =>
      gather(context, { iceServers, wanted, errors }, closing),
    );
    return found ?? findingOf(errors);
  } catch (error) {
    signal.throwIfAborted();
    return findingOfThrown(error);
  }
}

/** What is gathered, and the errors of the servers so far. */
interface Gathering {
  readonly iceServers: readonly RTCIceServer[];
  readonly wanted: Wanted;
  readonly errors: number[];
}

async function gather(
  context: CheckContext,
  { iceServers, wanted, errors }: Gathering,
  signal: AbortSignal,
): Promise<Finding> {
  const { clock } = context;
  const startedAt = clock.monotonic();
  const pc = context.createConnection({
    iceServers: [...iceServers],
    iceTransportPolicy: wanted === 'relay' ? 'relay' : 'all',
  });
  signal.addEventListener('abort', () => {
    pc.close();
  });
  // Registered before gathering begins, and gone with the connection.
  const found = new Promise<Finding>((resolve) => {
    pc.onicecandidate = ({ candidate }) => {
      if (candidate !== null && typeOf(candidate) === wanted) {
        resolve(works({ connectMs: Math.round(clock.monotonic() - startedAt) }));
      }
    };
    pc.onicecandidateerror = ({ errorCode }) => {
      errors.push(errorCode);
    };
    pc.onicegatheringstatechange = () => {
      if (pc.iceGatheringState === 'complete') resolve(endOf(wanted, errors));
    };
  });
  // Something to connect for: without it nothing is gathered.
  pc.createDataChannel('check');
  await pc.setLocalDescription(await pc.createOffer());
  return await found;
}

/**
 * All servers have answered, or were given up, and none told what is wanted. A page with a public address is told that
 * very address by a STUN server: browsers leave such a candidate out.
 */
function endOf(wanted: Wanted, errors: readonly number[]): Finding {
  return wanted === 'srflx' && errors.length === 0 ? works() : findingOf(errors);
}

function findingOf(errors: readonly number[]): Finding {
  const answer = errors.find((code) => code !== NO_ANSWER);
  if (answer === undefined) return failed('unreachable', errors.length > 0 ? { errorCode: NO_ANSWER } : {});
  const code = errors.some((each) => CREDENTIALS_ERRORS.includes(each)) ? 'wrong-credentials' : 'refused';
  return failed(code, { errorCode: answer });
}

/** The constructor throws `InvalidAccessError` for a TURN server without credentials, `SyntaxError` for its address. */
function findingOfThrown(error: unknown): Finding {
  if (error instanceof CallError) return failed(error.code);
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidAccessError') return failed('wrong-credentials');
  return failed(['SyntaxError', 'TypeError', 'NotSupportedError'].includes(name) ? 'invalid-server' : 'internal');
}

/** Not every browser has `type`. */
function typeOf({ candidate }: RTCIceCandidate): string | undefined {
  return / typ (\w+)/.exec(candidate)?.[1];
}

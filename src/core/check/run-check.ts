import type { CheckContext, IceServersFound } from './check-context.js';
import { checkDevice } from './check-device.js';
import { checkIce } from './check-ice.js';
import { checkLoopback } from './check-loopback.js';
import {
  CHECK_STEPS,
  failed,
  skipped,
  toCheck,
  type CheckOptions,
  type CheckStep,
  type CheckStepName,
  type ConnectionCheck,
  type Finding,
} from './check-report.js';
import { checkSignaling } from './check-signaling.js';
import { ICE_STEPS, sortIceServers, type IceStepName } from './ice-urls.js';
import { within } from './within.js';

/** The signaling server answers within this, or the servers are not known now. */
export const ICE_SERVERS_LIMIT_MS = 5000;

/**
 * Checks devices, servers and network, one step after the other; the ICE servers at the same time. Each step has a
 * limit, and leaves nothing behind.
 * @throws the reason of `signal`, at once; no step is told after that.
 */
export async function runCheck(
  context: CheckContext,
  { signal = new AbortController().signal, onStep }: CheckOptions,
): Promise<ConnectionCheck> {
  const steps = new Map<CheckStepName, CheckStep>();
  const end = async (name: CheckStepName, finding: Finding | Promise<Finding>): Promise<Finding> => {
    const found = await finding;
    signal.throwIfAborted();
    const step: CheckStep = Object.freeze({ name, ...found });
    steps.set(name, step);
    try {
      onStep?.(step);
    } catch (error) {
      context.reportError(error);
    }
    // The listener may have cancelled the check.
    signal.throwIfAborted();
    return found;
  };
  await end('microphone', checkDevice(context, 'microphone', signal));
  await end('camera', checkDevice(context, 'camera', signal));
  await end('signaling', checkSignaling(context, signal));
  const found = await within({ clock: context.clock, limitMs: ICE_SERVERS_LIMIT_MS, signal }, () =>
    context.findIceServers(),
  );
  const relays = await checkIceServers(context, found ?? 'not-known', { signal, end });
  await end('loopback', checkCall(context, relays, signal));
  const ordered = CHECK_STEPS.flatMap((name) => steps.get(name) ?? []);
  return Object.freeze(toCheck(Object.freeze(ordered), context.clock.now()));
}

interface Running {
  readonly signal: AbortSignal;
  readonly end: (name: CheckStepName, finding: Finding | Promise<Finding>) => Promise<Finding>;
}

/**
 * The TURN servers of the first transport that works, none if none does; `null` where there are none, and `unknown`
 * where that is not known.
 */
type Relays = readonly RTCIceServer[] | null | 'unknown';

async function checkIceServers(
  context: CheckContext,
  found: IceServersFound,
  { signal, end }: Running,
): Promise<Relays> {
  if (typeof found === 'string') {
    const finding = found === 'invalid-server' ? failed(found) : skipped(found);
    for (const name of ICE_STEPS) await end(name, finding);
    return 'unknown';
  }
  const servers = sortIceServers(found);
  const check = async (name: IceStepName): Promise<readonly RTCIceServer[]> => {
    const isTurn = name !== 'stun';
    if (servers[name].length === 0) await end(name, skipped('not-configured'));
    else if (!isTurn && context.icePolicy === 'relay') await end(name, skipped('relay-only'));
    else {
      const { status } = await end(name, checkIce(context, servers[name], isTurn ? 'relay' : 'srflx', signal));
      if (isTurn && status === 'ok') return servers[name];
    }
    return [];
  };
  const working = await Promise.all(ICE_STEPS.map(check));
  const hasTurn = ICE_STEPS.some((name) => name !== 'stun' && servers[name].length > 0);
  return hasTurn ? (working.find(({ length }) => length > 0) ?? []) : null;
}

/** Through the TURN servers if one works, else directly, unless the page wants none of that. */
async function checkCall(context: CheckContext, relays: Relays, signal: AbortSignal): Promise<Finding> {
  const known = relays === 'unknown' ? null : relays;
  if (context.icePolicy === 'relay' && !known?.length) {
    return relays === 'unknown' ? skipped('not-known') : failed('relay-only');
  }
  return await checkLoopback(context, known ?? [], signal);
}

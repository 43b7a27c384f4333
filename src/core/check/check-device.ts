import { toCallError } from '../base/errors.js';
import type { DeviceSource } from '../model/sources.js';
import type { CheckContext } from './check-context.js';
import { failed, warning, works, type Finding } from './check-report.js';
import { within } from './within.js';

/** The person may have to answer a prompt. */
export const DEVICE_LIMIT_MS = 20_000;

/** Opens a device and closes it again; one that is open in the call is looked at, and left as it is. */
export async function checkDevice(context: CheckContext, source: DeviceSource, signal: AbortSignal): Promise<Finding> {
  const inUse = context.openTrackOf(source);
  if (inUse !== null) return judge(inUse);
  const { clock } = context;
  try {
    const found = await within({ clock, limitMs: DEVICE_LIMIT_MS, signal }, async () => {
      const track = await context.openDevice(source);
      if (track === null) return failed('device-missing');
      const finding = judge(track);
      // Also one that comes after the limit: nothing else would stop it.
      track.stop();
      return finding;
    });
    return found ?? failed('permission-dismissed');
  } catch (error) {
    signal.throwIfAborted();
    return failed(toCallError(error).code);
  }
}

function judge(track: MediaStreamTrack): Finding {
  const { width: widthPx, height: heightPx } = track.getSettings();
  const size = widthPx !== undefined && heightPx !== undefined ? { widthPx, heightPx } : {};
  return track.muted ? warning('muted', size) : works(size);
}

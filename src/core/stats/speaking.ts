/**
 * Loud enough to be speech, on the 0 to 1 scale of `audioLevel` (RFC 6464: 0.01 is -40 dBov, a quiet voice near a microphone
 * lies about -30 dBov).
 */
const SPEECH_LEVEL = 0.03;
/** Pauses between words do not end speaking. */
const HOLD_MS = 600;
/** How long an active speaker who is still speaking stays one, so that the layout does not jump. */
const MIN_ACTIVE_MS = 1500;
/** The weight of the newest level in the smoothed one: at 5 samples a second, about half a second of memory. */
const SMOOTHING = 0.3;

interface Voice {
  readonly level: number;
  readonly lastLoudAt: number;
}

/** Who speaks, and who is the active speaker. */
export interface Speaking {
  readonly voices: ReadonlyMap<string, Voice>;
  readonly activeId: string | null;
  readonly activeSince: number;
}

/** No one speaks. */
export const SILENCE: Speaking = { voices: new Map(), activeId: null, activeSince: 0 };

/**
 * Adds new levels (0 to 1, by participant). Participants who are not in `levels` are forgotten; only those in
 * `stageIds` can be the active speaker.
 * @param nowMs milliseconds
 */
export function updateSpeaking(
  speaking: Speaking,
  levels: ReadonlyMap<string, number>,
  stageIds: ReadonlySet<string>,
  nowMs: number,
): Speaking {
  const voices = new Map<string, Voice>();
  for (const [id, level] of levels) {
    const before = speaking.voices.get(id) ?? { level: 0, lastLoudAt: -Infinity };
    voices.set(id, {
      level: before.level * (1 - SMOOTHING) + level * SMOOTHING,
      lastLoudAt: level >= SPEECH_LEVEL ? nowMs : before.lastLoudAt,
    });
  }
  const active = speaking.activeId === null ? undefined : voices.get(speaking.activeId);
  const loudest = [...voices]
    .filter(([id, voice]) => stageIds.has(id) && isLoud(voice, nowMs))
    .sort(([, one], [, other]) => other.level - one.level)[0];
  const isHolding =
    active !== undefined &&
    (loudest === undefined || (isLoud(active, nowMs) && nowMs - speaking.activeSince < MIN_ACTIVE_MS));
  const activeId = isHolding ? speaking.activeId : (loudest?.[0] ?? null);
  return { voices, activeId, activeSince: activeId === speaking.activeId ? speaking.activeSince : nowMs };
}

/** Whether a participant is speaking at `nowMs`. */
export function isSpeaking(speaking: Speaking, id: string, nowMs: number): boolean {
  const voice = speaking.voices.get(id);
  return voice !== undefined && isLoud(voice, nowMs);
}

function isLoud(voice: Voice, nowMs: number): boolean {
  return nowMs - voice.lastLoudAt <= HOLD_MS;
}

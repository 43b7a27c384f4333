import type { SourceFlags, SourceKey } from '../../protocol/protocol.js';

type SourceName<Key extends SourceKey> = Key extends 'screenAudio' ? 'screen-audio' : Key;

/** What a track carries. */
export type Source = SourceName<SourceKey>;

/** The fixed properties of a source. */
export interface SourceEntry {
  /** Its name on the wire, which is the property of `ParticipantSources` that holds it. */
  readonly key: SourceKey;
  readonly kind: 'audio' | 'video';
  /** Whether it is of the person or of what they share; the two sources of a group are kept in sync. */
  readonly group: 'person' | 'screen';
  /** What it is captured from: a microphone or camera that can be chosen, or what is picked in the browser's prompt. */
  readonly capture: 'device' | 'display';
}

/**
 * All sources: everything that lists sources, or some of them, reads this table, in its order. It does not compile
 * without an entry for each name on the wire.
 */
export const SOURCE_TABLE = {
  microphone: { key: 'microphone', kind: 'audio', group: 'person', capture: 'device' },
  camera: { key: 'camera', kind: 'video', group: 'person', capture: 'device' },
  screen: { key: 'screen', kind: 'video', group: 'screen', capture: 'display' },
  'screen-audio': { key: 'screenAudio', kind: 'audio', group: 'screen', capture: 'display' },
} as const satisfies { readonly [Key in SourceKey as SourceName<Key>]: SourceEntry & { readonly key: Key } };

type Table = typeof SOURCE_TABLE;
type Column = Exclude<keyof SourceEntry, 'key'>;
/** The sources that have this value in this column of the table. */
type SourceWith<In extends Column, Value extends SourceEntry[In]> = {
  [Name in Source]: Table[Name][In] extends Value ? Name : never;
}[Source];

/** The names of all sources. */
export const SOURCES = /* @__PURE__ */ Object.keys(SOURCE_TABLE) as readonly Source[];

/** A source that is a picture. */
export type PictureSource = SourceWith<'kind', 'video'>;
/** A source that comes from a device of this machine. */
export type DeviceSource = SourceWith<'capture', 'device'>;
/** A source that comes from a display. */
export type DisplaySource = SourceWith<'capture', 'display'>;

/** The sources with sound. */
export const AUDIO_SOURCES = /* @__PURE__ */ sourcesWith('kind', 'audio');
/** The sources that come from a device. */
export const DEVICE_SOURCES = /* @__PURE__ */ SOURCES.filter(isDevice);
/** The sources that come from a display. */
export const DISPLAY_SOURCES = /* @__PURE__ */ sourcesWith('capture', 'display');
/** The sources of the person. */
export const PERSON_SOURCES = /* @__PURE__ */ sourcesWith('group', 'person');
/** The sources of a shared screen. */
export const SCREEN_SOURCES = /* @__PURE__ */ sourcesWith('group', 'screen');

function sourcesWith<In extends Column, Value extends SourceEntry[In]>(
  column: In,
  value: Value,
): readonly SourceWith<In, Value>[] {
  return SOURCES.filter((source): source is SourceWith<In, Value> => SOURCE_TABLE[source][column] === value);
}

/** Whether a source comes from a device of this machine. */
export function isDevice(source: Source): source is DeviceSource {
  return SOURCE_TABLE[source].capture === 'device';
}

/** The property of `ParticipantSources` that holds a source. */
export function sourceKey<Name extends Source>(source: Name): Table[Name]['key'] {
  return SOURCE_TABLE[source].key;
}

const BY_KEY = /* @__PURE__ */ indexBy(({ key }) => key);
const BY_PLACE = /* @__PURE__ */ indexBy(({ group, kind }) => `${group} ${kind}` as const);

function indexBy<Key extends string>(keyOf: (entry: SourceEntry) => Key): Readonly<Record<Key, Source>> {
  return Object.fromEntries(SOURCES.map((source) => [keyOf(SOURCE_TABLE[source]), source])) as Record<Key, Source>;
}

/** The source that has this key. */
export function sourceOf(key: SourceKey): Source {
  return BY_KEY[key];
}

/** The sound, or the picture, of a group. */
export function sourceIn(group: SourceEntry['group'], kind: SourceEntry['kind']): Source {
  return BY_PLACE[`${group} ${kind}`];
}

/** A value for each source, by its key. */
export function bySource<Value>(valueOf: (source: Source) => Value): Readonly<Record<SourceKey, Value>> {
  return Object.fromEntries(SOURCES.map((source) => [sourceKey(source), valueOf(source)])) as Record<SourceKey, Value>;
}

/** Where a camera faces: the person at the screen (`user`), away from them, or past them. */
export type Facing = 'user' | 'environment' | 'left' | 'right';
/** What is shared of a display: a tab of the browser, a whole screen, or the window of a program. */
export type Surface = 'browser' | 'monitor' | 'window';

/**
 * What is known of a capture, read when it begins: the track in the state may be derived from the captured one, and
 * then does not tell. `null` is what the browser does not report, and everything where nothing is captured.
 */
export interface CaptureFacts {
  /** Of a camera. */
  readonly facing: Facing | null;
  /** Of a microphone or camera: the one in use, which may not be the chosen one. */
  readonly deviceId: string | null;
  /** Of a screen. */
  readonly surface: Surface | null;
}

/** Nothing is captured. */
export const NO_CAPTURE: CaptureFacts = Object.freeze({ facing: null, deviceId: null, surface: null });

/** One source of one participant. The facts of the capture are known for the local participant only. */
export interface SourceState extends CaptureFacts {
  readonly on: boolean;
  /** The live track, once there is one. The local microphone keeps its track while it is off: captured, not sent. */
  readonly track: MediaStreamTrack | null;
  /** Whether it is being turned on (local sources only: the device is opening). */
  readonly pending: boolean;
  /**
   * Whether it has given no sound or picture for some seconds: of a local source, the system has taken it away, by a
   * phone call, a closed lid or a privacy switch, or a camera is open and gives no frames, where the browser counts
   * them. It stays on, is reported to the others as off, and comes back by itself. A remote camera is, while it is
   * `paused`.
   */
  readonly interrupted: boolean;
  /**
   * Whether a camera that is on is not sent for now, because the connection does not carry pictures beside sound: the
   * local one to no one, a remote one not to here. It comes back by itself. Absent where it never was.
   */
  readonly paused?: boolean;
}

/** A participant's sources, by key. */
export type ParticipantSources = Readonly<Record<SourceKey, SourceState>>;

const OFF: SourceState = Object.freeze({
  on: false,
  track: null,
  pending: false,
  interrupted: false,
  ...NO_CAPTURE,
});

/** Every source off. */
export const NO_SOURCES: ParticipantSources = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ bySource(() => OFF));

/** The track to send for a local source; `null` for one that is reported to the others as off. */
export function sentTrackOf(sources: ParticipantSources, source: Source): MediaStreamTrack | null {
  const state = sources[sourceKey(source)];
  return isGiving(state) ? state.track : null;
}

/** Whether a source gives sound or pictures: it is on, and not interrupted. */
export function isGiving({ on, interrupted }: Pick<SourceState, 'on' | 'interrupted'>): boolean {
  return on && !interrupted;
}

/** Which sources are on as reported to, or by, the other participants. */
export function flagsOf(sources: ParticipantSources): SourceFlags {
  return bySource((source) => isGiving(sources[sourceKey(source)]));
}

import { mediaUrl, oneOf, text, wholeNumber, type SettingEntry } from './setting-readers.js';

/** Whose ICE servers a page uses to reach the media server. */
export const MEDIA_ICE = ['server', 'own'] as const;
/** Whose ICE servers a page uses to reach the media server. */
export type MediaIce = (typeof MEDIA_ICE)[number];

/** The settings of the media server, and of when rooms use it. */
export interface MediaSettings {
  /** Where pages reach LiveKit, the media server of large rooms; `null` is without one. */
  livekitUrl: string | null;
  /** Where this server reaches LiveKit; `null` for the address of the pages. */
  livekitApiUrl: string | null;
  livekitApiKey: string | null;
  livekitApiSecret: string | null;
  /** Whose STUN and TURN servers a page uses to reach LiveKit: those that LiveKit names, or those of this server. */
  livekitIce: MediaIce;
  /** A room with more participants moves to the media server. */
  meshMax: number;
  /** A room with more participants does not fall back to a mesh when the media server is lost. */
  meshHard: number;
  /** How long a move to the media server may take before it is given up. */
  mediaMoveS: number;
}

/** The settings of the media server, in the order `--help` prints them. */
export const MEDIA_SETTINGS: { readonly [Key in keyof MediaSettings]: SettingEntry<MediaSettings[Key]> } = {
  livekitUrl: {
    variable: 'NOOM_LIVEKIT_URL',
    help: 'LiveKit, the media server of large rooms, as pages reach it: wss://media.example; without it, no media server',
    default: null,
    read: mediaUrl,
  },
  livekitApiUrl: {
    variable: 'NOOM_LIVEKIT_API_URL',
    help: 'LiveKit as this server reaches it, such as http://10.0.0.5:7880; default: the same as pages',
    default: null,
    read: mediaUrl,
  },
  livekitApiKey: {
    variable: 'NOOM_LIVEKIT_API_KEY',
    help: "the name of one of LiveKit's keys",
    default: null,
    read: text,
  },
  livekitApiSecret: {
    variable: 'NOOM_LIVEKIT_API_SECRET',
    help: 'the secret of that key',
    default: null,
    read: text,
  },
  livekitIce: {
    variable: 'NOOM_LIVEKIT_ICE',
    help: 'STUN and TURN on the way to LiveKit: "server" for those that LiveKit names, "own" for NOOM_ICE_URLS',
    default: 'server',
    read: oneOf(MEDIA_ICE),
  },
  meshMax: {
    variable: 'NOOM_MESH_MAX',
    help: 'a room with more participants moves to the media server; back when it is two below, for a minute',
    default: 6,
    read: wholeNumber(1, 50),
  },
  meshHard: {
    variable: 'NOOM_MESH_HARD',
    help: 'a room with more participants waits for another media server when its own is lost; others go on without',
    default: 10,
    read: wholeNumber(1, 50),
  },
  mediaMoveS: {
    variable: 'NOOM_MEDIA_MOVE_S',
    help: 'how long a move to the media server may make no progress before the room stays as it was, in seconds',
    default: 8,
    read: wholeNumber(2, 120),
  },
};

/** What a key can do: any command, by its name without the leading dashes, or `push-to-talk`. */
type ShortcutAction =
  | 'toggle-microphone'
  | 'push-to-talk'
  | 'toggle-camera'
  | 'flip-camera'
  | 'toggle-screen'
  | 'toggle-hand'
  | 'toggle-chat'
  | 'toggle-participants'
  | 'toggle-settings'
  | 'toggle-fullscreen'
  | 'toggle-pip'
  | 'join'
  | 'leave'
  | 'show-shortcuts';

/**
 * Keys by action; `push-to-talk` has the microphone on while its key is held. A key is the character it types, in upper
 * or lower case; where a layout has no Latin letters, also the one at that position of a Latin layout.
 */
export type ShortcutKeys = Readonly<Partial<Record<ShortcutAction, string>>>;

/** Keys by action, as they are looked up; what the page says of actions that do not exist is among them. */
export type KeysInUse = Readonly<Record<string, string>>;

/** The default keys, until the page maps others; `''` means none. */
const DEFAULT_SHORTCUTS: ShortcutKeys = {
  'toggle-microphone': 'm',
  'toggle-camera': 'v',
  'toggle-hand': 'h',
  'toggle-chat': 'c',
  'toggle-fullscreen': 'f',
  'push-to-talk': ' ',
  'show-shortcuts': '?',
};

/** The keys in use, by action: the page's over the default ones. */
export function keysOf(pageKeys: ShortcutKeys): KeysInUse {
  return { ...DEFAULT_SHORTCUTS, ...pageKeys };
}

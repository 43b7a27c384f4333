/**
 * Keys by action: any command, by its name without the leading dashes, or `push-to-talk` (microphone on while held). A
 * key is the character it types, in upper or lower case; where a layout has no Latin letters, also the one at that
 * position of a Latin layout.
 */
export type ShortcutKeys = Readonly<Record<string, string>>;

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
export function keysOf(pageKeys: ShortcutKeys): ShortcutKeys {
  return { ...DEFAULT_SHORTCUTS, ...pageKeys };
}

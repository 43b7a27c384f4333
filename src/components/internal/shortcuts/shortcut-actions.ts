import type { Command } from '../link/commands.js';
import type { TextKey } from '../localization/index.js';

type WithoutDashes<Text> = Text extends `--${infer Name}` ? Name : never;

/** What each shortcut does, in words; the compiler keeps this list complete. */
export const SHORTCUT_ACTIONS: Readonly<Record<WithoutDashes<Command> | 'push-to-talk', TextKey>> = {
  'toggle-microphone': 'switchMicrophone',
  'push-to-talk': 'talkWhileHeld',
  'toggle-camera': 'switchCamera',
  'flip-camera': 'flipCamera',
  'toggle-screen': 'switchScreen',
  'toggle-hand': 'switchHand',
  'toggle-chat': 'switchChat',
  'toggle-participants': 'switchParticipants',
  'toggle-settings': 'switchSettings',
  'toggle-fullscreen': 'switchFullscreen',
  'toggle-pip': 'switchPip',
  join: 'join',
  leave: 'leaveCall',
  'show-shortcuts': 'showShortcuts',
};

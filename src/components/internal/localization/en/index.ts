import { ERROR_TEXTS, type CallErrorCode } from '../../../../core/index.js';
import type { checkWords } from './check.js';
import type { lazyWords } from './lazy-texts.js';
import type { peopleWords } from './people.js';
import type { qualityWords } from './quality.js';
import type { settingsWords } from './settings.js';
import type { joiningWords } from './joining.js';
import type { prejoinWords } from './prejoin.js';

/**
 * The texts of the built-in UI that are not lazy; `lazy-texts.ts` has the others. `{name}` is filled in; `one|many` is
 * chosen by `count`.
 */
const words = {
  // Microphone and camera, also before a call: the name says what pressing does.
  microphoneOff: 'Turn microphone off',
  microphoneOn: 'Turn microphone on',
  cameraOff: 'Turn camera off',
  cameraOn: 'Turn camera on',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  // The room.
  call: 'Video call',
  connecting: 'Connecting…',
  failedTitle: 'You could not join',
  tryAgain: 'Try again',
  missing: 'This could not be loaded.',
  reconnecting: 'Reconnecting… the call goes on',
  tapToHear: 'Tap to hear the others',
  dismiss: 'Dismiss',
  participants: 'Participants',
  // One participant, and the stage.
  you: 'You',
  nameAndYou: '{name} (you)',
  screen: 'screen',
  screenOf: 'Screen of {name}',
  ownScreen: 'You are sharing your screen',
  isSpeaking: 'speaking',
  isMicrophoneOff: 'microphone off',
  isCameraOff: 'camera off',
  isHandUp: 'hand raised',
  isReconnecting: 'reconnecting…',
  isConnecting: 'connecting…',
  waitingForOthers: 'Waiting for others to join',
  nobodyHere: 'Nobody is here yet',
} as const;

/** The texts of errors: `error:<code>` says what failed, `hint:<code>` what to do. */
export type ErrorKey = `error:${CallErrorCode}` | `hint:${CallErrorCode}`;

/** The name of a text. */
export type TextKey =
  | keyof typeof words
  | keyof typeof prejoinWords
  | keyof typeof joiningWords
  | keyof typeof lazyWords
  | keyof typeof peopleWords
  | keyof typeof qualityWords
  | keyof typeof settingsWords
  | keyof typeof checkWords
  | ErrorKey;

/** Every text of one language, by key. */
export type Texts = Readonly<Record<TextKey, string>>;

const errors: Record<string, string> = {};
for (const [code, { message, hint }] of Object.entries(ERROR_TEXTS)) {
  errors[`error:${code}`] = message;
  errors[`hint:${code}`] = hint;
}

/** The English texts that are not lazy. */
export const en: Readonly<Partial<Record<TextKey, string>>> = { ...errors, ...words };

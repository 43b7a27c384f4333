/** A control by name, as in `controls="…"`. */
export const CONTROL_NAMES = [
  'microphone',
  'camera',
  'screen',
  'hand',
  'reactions',
  'chat',
  'participants',
  'pip',
  'fullscreen',
  'flip',
  'settings',
  'leave',
] as const;
export type ControlName = (typeof CONTROL_NAMES)[number];

/** Every failure that the kit reports. A page may switch on it: the texts may change, the codes do not. */
export type CallErrorCode =
  | 'permission-denied'
  | 'permission-dismissed'
  | 'system-blocked'
  | 'device-missing'
  | 'device-in-use'
  | 'screen-unavailable'
  | 'insecure-context'
  | 'policy-blocked'
  | 'unsupported'
  | 'signaling-unreachable'
  | 'unauthorized'
  | 'token-expired'
  | 'token-unavailable'
  | 'invalid-room'
  | 'invalid-name'
  | 'room-full'
  | 'room-locked'
  | 'denied'
  | 'not-allowed'
  | 'ice-failed'
  | 'turn-unauthorized'
  | 'turn-unavailable'
  | 'sfu-unreachable'
  | 'media-lost'
  | 'rate-limited'
  | 'message-too-large'
  | 'file-rejected'
  | 'internal';

/** The text of one failure: what failed, and what to do about it. */
export interface ErrorText {
  message: string;
  hint: string;
}

/** The English texts, by code. */
export const ERROR_TEXTS: Readonly<Record<CallErrorCode, ErrorText>> = {
  'permission-denied': {
    message: 'The browser does not let this page use the camera or microphone.',
    hint: 'Press the icon beside the address, allow the camera and microphone, and try again.',
  },
  'permission-dismissed': {
    message: 'The question about the camera or microphone was closed without an answer.',
    hint: 'Try again and allow it when the browser asks, or press the icon beside the address.',
  },
  'system-blocked': {
    message: 'The system does not let this browser use the camera or microphone.',
    hint: 'Allow it for the browser in the privacy settings of the system, and try again.',
  },
  'device-missing': {
    message: 'No camera or microphone was found.',
    hint: 'Plug one in and try again, or go on without it.',
  },
  'device-in-use': {
    message: 'The camera or microphone could not be started.',
    hint: 'Close other programs that use it and try again.',
  },
  'screen-unavailable': {
    message: 'The screen could not be shared.',
    hint: 'Allow screen recording for the browser in the privacy settings of the system, and try again.',
  },
  'insecure-context': {
    message: 'The browser allows camera and microphone on secure pages only.',
    hint: 'Open this page by https:// or on localhost.',
  },
  'policy-blocked': {
    message: 'This page is not allowed to use the camera or microphone.',
    hint: 'The embedding page must allow it: <iframe allow="camera; microphone; display-capture">.',
  },
  unsupported: {
    message: 'This is not supported here.',
    hint: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  'signaling-unreachable': {
    message: 'The signaling server could not be reached.',
    hint: 'Check the network and the address in signaling-url, and try again.',
  },
  unauthorized: { message: 'The server did not accept the token.', hint: 'Ask for a new invitation.' },
  'token-expired': { message: 'The token has expired.', hint: 'Ask for a new invitation.' },
  'token-unavailable': {
    message: 'The page could not get a token for the call.',
    hint: 'Try again in a moment.',
  },
  'invalid-room': { message: 'The room has no valid name.', hint: 'Use 1 to 64 characters.' },
  'invalid-name': { message: 'Your name is missing or too long.', hint: 'Use 1 to 64 characters.' },
  'room-full': { message: 'The room is full.', hint: 'Try again when a participant has left.' },
  'room-locked': { message: 'The room is locked.', hint: 'Ask a participant inside to unlock it.' },
  denied: { message: 'You were not let in.', hint: 'Ask the host, then try again.' },
  'not-allowed': { message: 'This is not allowed now.', hint: 'Join the room first, or ask the host.' },
  'ice-failed': {
    message: 'No direct connection to another participant could be made.',
    hint: 'Try another network, or tell the operator of this page.',
  },
  'turn-unauthorized': {
    message: 'The TURN server did not accept the credentials.',
    hint: 'Tell the operator of this page: calls through some networks fail.',
  },
  'turn-unavailable': {
    message: 'The TURN server could not be reached.',
    hint: 'Try another network, or tell the operator of this page.',
  },
  'sfu-unreachable': {
    message: 'The media server could not be reached.',
    hint: 'It is tried again. Another network may help.',
  },
  'media-lost': { message: 'The media server was lost.', hint: 'It is tried again; the chat goes on.' },
  'rate-limited': { message: 'Too much at once.', hint: 'Wait a moment and try again.' },
  'message-too-large': { message: 'The message is too large.', hint: 'Send less at once.' },
  'file-rejected': { message: 'The file failed.', hint: 'Choose it again.' },
  internal: { message: 'Something went wrong inside the call.', hint: 'Try again; if it stays, report it.' },
};

/** The options of a `CallError`; what is left out comes from the English texts. */
export interface CallErrorOptions {
  message?: string;
  hint?: string;
  fatal?: boolean;
  cause?: unknown;
}

/** A failure of a call: `code` for programs, `message` (what failed) and `hint` (what to do) for people. */
export class CallError extends Error {
  readonly code: CallErrorCode;
  readonly hint: string;
  /** Whether the call ended, or could not begin, because of it. */
  readonly fatal: boolean;

  constructor(code: CallErrorCode, options: CallErrorOptions = {}) {
    super(options.message ?? ERROR_TEXTS[code].message, { cause: options.cause });
    this.name = 'CallError';
    this.code = code;
    this.hint = options.hint ?? ERROR_TEXTS[code].hint;
    this.fatal = options.fatal ?? false;
  }
}

/** Whether a string that came over the wire is a code this version knows. */
export function isCallErrorCode(code: string): code is CallErrorCode {
  return Object.hasOwn(ERROR_TEXTS, code);
}

/** Makes a `CallError` of any thrown value; a `CallError` is returned as it is. */
export function toCallError(thrown: unknown): CallError {
  return thrown instanceof CallError ? thrown : new CallError('internal', { cause: thrown });
}

/** A copy of the error, marked as the one that ended the call. */
export function toFatal({ code, message, hint, cause }: CallError): CallError {
  return new CallError(code, { message, hint, cause, fatal: true });
}

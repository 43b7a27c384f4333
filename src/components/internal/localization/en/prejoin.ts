/** The texts of the prejoin and the device pickers, loaded with them; written as in `index.ts`. */
export const prejoinWords = {
  // Prejoin.
  joinTitle: 'Join “{room}”',
  joinTitleNoRoom: 'Join a call',
  joinHint: 'See how you look before the others do',
  yourName: 'Your name',
  nameIsKept: 'This browser remembers it.',
  roomName: 'Room',
  nameMissing: 'Enter your name.',
  nameTooLong: 'Use at most 64 characters.',
  roomMissing: 'Enter the room’s name.',
  join: 'Join now',
  joining: 'Joining…',
  preview: 'Preview of your camera',
  microphoneLevel: 'Microphone level',
  testSpeaker: 'Test',
  testSpeakerName: 'Play a test sound',
  blockedCamera: 'Your camera is blocked',
  blockedMicrophone: 'Your microphone is blocked',
  allowAddress: 'Allow it for this website, most often by the icon beside the address, then come back here.',
  // Devices.
  microphoneInterrupted:
    'Your system has taken the microphone away, perhaps for a phone call. The others see it as off until it is back.',
  cameraInterrupted:
    'Your camera gives no picture, perhaps because of a closed lid, a switch or another program. The others see it as off until it is back.',
  deviceDefault: 'Default',
  deviceMissing: 'Choose a device.',
  deviceUnnamed: '{kind} {number}',
  noCamera: 'No camera found',
  noMicrophone: 'No microphone found',
  noSpeaker: 'Default speaker',
  allowCamera: 'Allow camera',
  allowMicrophone: 'Allow microphone',
  speakerBySystem: 'This browser plays through the speaker that the system has chosen.',
  deviceUnplugged: '“{old}” is no longer there.',
  deviceReplaced: '“{old}” is no longer there. “{now}” is used instead.',
} as const;

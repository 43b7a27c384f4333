/** Two notes, a fourth apart: heard in any language, and short enough to press again. */
const NOTES_HZ = [523.25, 698.46];
const NOTE_S = 0.22;

/**
 * Plays a short sound on the chosen speaker; resolves when it is over.
 * @param speakerId a speaker's `deviceId`; `''` is the default one.
 */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const audio = document.createElement('audio');
  try {
    // Through an element, because only one engine has `AudioContext.setSinkId`.
    const out = context.createMediaStreamDestination();
    audio.srcObject = out.stream;
    // If the speaker is gone, the default one plays.
    if (speakerId && 'setSinkId' in audio) await audio.setSinkId(speakerId).catch(() => undefined);
    await audio.play();
    const begin = context.currentTime + 0.05;
    await Promise.all(NOTES_HZ.map((hertz, index) => playNote(context, out, hertz, begin + index * NOTE_S)));
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}

function playNote(context: AudioContext, out: AudioNode, hertz: number, at: number): Promise<unknown> {
  const note = new OscillatorNode(context, { frequency: hertz });
  const volume = new GainNode(context, { gain: 0 });
  note.connect(volume).connect(out);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.3, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  note.start(at);
  note.stop(at + NOTE_S * 2);
  return new Promise((resolve) => {
    note.onended = resolve;
  });
}

/** Two notes, a fourth apart: heard in any language, and short enough to press again. */
const TEST_HZ = [523.25, 698.46];
const NOTE_S = 0.22;
const LATE_MS = 3000;

/**
 * Plays a short sound on the chosen speaker; resolves when it is over.
 * @param speakerId a speaker's `deviceId`; `''` is the default one.
 */
export async function playTestSound(speakerId: string): Promise<void> {
  await playNotes(speakerId, TEST_HZ, 0.3);
}

/**
 * Plays notes one after the other; resolves when the last is over. Where the browser does not let the page play, it
 * rejects, or resolves without a sound.
 * @param speakerId a speaker's `deviceId`; `''` is the default one.
 * @param volume 0 to 1.
 */
export async function playNotes(speakerId: string, notesHz: readonly number[], volume: number): Promise<void> {
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
    const notes = notesHz.map((hertz, index) => playNote(context, out, { hertz, volume, at: begin + index * NOTE_S }));
    // A context that may not run never ends a note.
    const late = new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await Promise.race([Promise.all(notes), late]);
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}

function playNote(
  context: AudioContext,
  out: AudioNode,
  { hertz, volume, at }: { hertz: number; volume: number; at: number },
): Promise<unknown> {
  const note = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  note.connect(gain).connect(out);
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  note.start(at);
  note.stop(at + NOTE_S * 2);
  return new Promise((resolve) => {
    note.onended = resolve;
  });
}

/** Plays the test sound on a speaker; what makes it is fetched when somebody wants to hear it. */
export async function testSpeaker(speakerId: string): Promise<void> {
  const { playTestSound } = await import('./test-sound.js');
  await playTestSound(speakerId);
}

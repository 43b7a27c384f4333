/**
 * Plays no stream: drawn participants are silent, and a browser that has had no press yet would refuse it. So no story
 * asks for a press in order to hear nothing.
 */
export function playNoStreams({ prototype }: typeof HTMLAudioElement): void {
  const { play } = prototype;
  prototype.play = function (this: HTMLAudioElement) {
    return this.srcObject ? Promise.resolve() : play.call(this);
  };
}

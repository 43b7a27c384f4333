/**
 * Plays the sound of streams muted: drawn participants are silent, and a browser that has had no press yet plays what
 * is muted only. So no story asks for a press in order to hear nothing.
 */
export function playMuted({ prototype }: typeof HTMLAudioElement): void {
  const { play } = prototype;
  prototype.play = function (this: HTMLAudioElement) {
    if (this.srcObject) this.muted = true;
    return play.call(this);
  };
}

interface Asked {
  /** Whether it is done, or fails and changes nothing. */
  settle: (isDone: boolean) => void;
}

/** A sender that carries out a request when a test says so, in any order, or fails to. */
export class FakeSender {
  track: MediaStreamTrack | null;
  /** What was requested and is not settled, the oldest first. */
  readonly asked: Asked[] = [];
  degradationPreference: RTCDegradationPreference | undefined;
  #encodings: readonly RTCRtpEncodingParameters[] = [{ active: true }];

  constructor(track: MediaStreamTrack | null = null) {
    this.track = track;
  }

  get sender(): RTCRtpSender {
    return this as unknown as RTCRtpSender;
  }

  /** What is sent to the others. */
  get sent(): MediaStreamTrack | null {
    return this.isActive ? this.track : null;
  }

  get isActive(): boolean {
    return this.#encodings.every(({ active }) => active);
  }

  get scale(): number {
    return this.#encodings[0]?.scaleResolutionDownBy ?? 1;
  }

  get maxBitrate(): number | undefined {
    return this.#encodings[0]?.maxBitrate;
  }

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    return this.#ask(() => {
      this.track = track;
    });
  }

  getParameters(): RTCRtpSendParameters {
    return { encodings: structuredClone(this.#encodings) } as RTCRtpSendParameters;
  }

  setParameters({ encodings, degradationPreference }: RTCRtpSendParameters): Promise<void> {
    return this.#ask(() => {
      this.degradationPreference = degradationPreference;
      this.#encodings = structuredClone(encodings);
    });
  }

  #ask(effect: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const asked: Asked = {
        settle: (isDone) => {
          this.asked.splice(this.asked.indexOf(asked), 1);
          if (!isDone) {
            reject(new Error('The sender fails.'));
            return;
          }
          effect();
          resolve();
        },
      };
      this.asked.push(asked);
    });
  }
}

/** Measures what really arrives: decoded frames and sound, never what an object says of itself. */

/** Resolves when `count` frames of a video track were decoded and presented; returns their number. */
export async function decodedFrames(track: MediaStreamTrack, count: number): Promise<number> {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  video.srcObject = new MediaStream([track]);
  // What is not in the page may be throttled.
  document.body.append(video);
  try {
    await video.play();
    let frames = 0;
    while (frames < count) {
      await new Promise((resolve) => {
        video.requestVideoFrameCallback(resolve);
      });
      frames += 1;
    }
    return frames;
  } finally {
    video.srcObject = null;
    video.remove();
  }
}

/** Listens to an audio track until its peak is on the wanted side of 1 %: `sound`, or `silence` for half a second. */
export async function hears(track: MediaStreamTrack, wanted: 'sound' | 'silence'): Promise<void> {
  const context = new AudioContext();
  // Chromium passes remote audio to Web Audio only while an element plays it too.
  const element = new Audio();
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  try {
    await Promise.all([context.resume(), element.play()]);
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let quietSince = context.currentTime;
    for (;;) {
      await new Promise(requestAnimationFrame);
      analyser.getFloatTimeDomainData(samples);
      const isLoud = samples.some((sample) => Math.abs(sample) > 0.01);
      if (isLoud) quietSince = context.currentTime;
      if (wanted === 'sound' && isLoud) return;
      // The fake microphone beeps once a second.
      if (wanted === 'silence' && context.currentTime - quietSince > 2.5) return;
    }
  } finally {
    element.srcObject = null;
    await context.close();
  }
}

/**
 * Whether this browser can: encoded frames of a sender go through a worker, and a sender makes a key frame when it is asked to. The second
 * is a member of a dictionary, which is read where it is known (https://w3c.github.io/webrtc-extensions/#rtcencodingoptions-dictionary).
 */
export function canEncodeOnce(): boolean {
  if (typeof RTCRtpScriptTransform === 'undefined' || typeof Worker === 'undefined') return false;
  const pc = new RTCPeerConnection();
  try {
    const { sender } = pc.addTransceiver('video');
    let isRead = false;
    const options = {
      get encodingOptions(): undefined {
        isRead = true;
        return undefined;
      },
    };
    // Of a connection that is closed at once: what becomes of it does not matter.
    sender.setParameters(sender.getParameters(), options).catch(() => undefined);
    return isRead;
  } finally {
    pc.close();
  }
}

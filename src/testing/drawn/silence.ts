import { onceStopped } from '../memory/once-stopped.js';
import type { Sound } from './drawn-sound.js';

/**
 * Microphones that hear nothing and need no audio context, which a browser warns of before the first press: each is the
 * receiving track of a connection that is never made.
 */
export class Silence implements Sound {
  open(): MediaStreamTrack {
    const connection = new RTCPeerConnection();
    const { track } = connection.addTransceiver('audio', { direction: 'recvonly' }).receiver;
    onceStopped(track, () => {
      connection.close();
    });
    // It has not begun, which would count as a microphone that the system has taken away.
    return Object.defineProperty(track, 'muted', { value: false });
  }
}

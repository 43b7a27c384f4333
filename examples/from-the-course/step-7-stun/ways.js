/** Public servers, of other people: for trying only. */
export const STUN = [{ urls: ['stun:stun.l.google.com:19302', 'stun:stun1.l.google.com:19302'] }];

/** Writes down each way that the browser finds: an address of this machine, of its router, of a relay. */
export function listWays(peer, lines) {
  peer.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate?.type) return;
    const line = document.createElement('li');
    line.textContent = `${candidate.type}, ${candidate.protocol}`;
    lines.append(line);
  });
}

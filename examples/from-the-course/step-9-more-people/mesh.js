/** A connection to each of the others: what step 3 does once, once for each of them. */
export function connectAll(socket, stream, { show, remove }) {
  const peers = new Map();

  function peerTo(id) {
    const peer = new RTCPeerConnection();
    for (const track of stream.getTracks()) peer.addTrack(track, stream);
    peer.addEventListener('track', ({ streams }) => show(id, streams[0]));
    peer.addEventListener('icecandidate', ({ candidate }) => socket.emit('signal', id, { candidate }));
    peers.set(id, peer);
    return peer;
  }

  socket.on('welcome', async (name, count, id) => {
    const peer = peerTo(id);
    await peer.setLocalDescription(await peer.createOffer());
    socket.emit('signal', id, { description: peer.localDescription });
  });
  socket.on('signal', async (from, { description, candidate }) => {
    const peer = peers.get(from) ?? peerTo(from);
    if (!description) return peer.addIceCandidate(candidate);
    await peer.setRemoteDescription(description);
    if (description.type !== 'offer') return;
    await peer.setLocalDescription(await peer.createAnswer());
    socket.emit('signal', from, { description: peer.localDescription });
  });
  socket.on('bye', (name, count, id) => {
    peers.get(id)?.close();
    peers.delete(id);
    remove(id);
  });
  return peers;
}

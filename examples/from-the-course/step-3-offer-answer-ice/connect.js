/** A call of two: one peer connection, and four messages that the server passes on. */
export function connect(socket, room, stream, { show, iceServers, handleFirst }) {
  const peer = new RTCPeerConnection({ iceServers });
  for (const track of stream.getTracks()) peer.addTrack(track, stream);
  peer.addEventListener('track', ({ streams }) => show(streams[0]));
  peer.addEventListener('icecandidate', ({ candidate }) => socket.emit('ice', room, candidate));

  socket.on('welcome', async () => {
    handleFirst?.(peer);
    await peer.setLocalDescription(await peer.createOffer());
    socket.emit('offer', room, peer.localDescription);
  });
  socket.on('offer', async (offer) => {
    await peer.setRemoteDescription(offer);
    await peer.setLocalDescription(await peer.createAnswer());
    socket.emit('answer', room, peer.localDescription);
  });
  socket.on('answer', (answer) => peer.setRemoteDescription(answer));
  socket.on('ice', (candidate) => peer.addIceCandidate(candidate));
  return peer;
}

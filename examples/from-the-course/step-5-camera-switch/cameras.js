export async function listCameras(select) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind }) => kind === 'videoinput');
  select.replaceChildren(...cameras.map(({ label, deviceId }) => new Option(label, deviceId)));
}

export async function useCamera(peer, deviceId) {
  const video = { deviceId: { exact: deviceId } };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video });
  const sender = peer.getSenders().find(({ track }) => track?.kind === 'video');
  await sender.replaceTrack(stream.getVideoTracks()[0]);
  return stream;
}

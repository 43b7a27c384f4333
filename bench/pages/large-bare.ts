/** A page with LiveKit's own library and nothing else: it asks its server for a token, connects, and sends. */
import { createLocalTracks, Room, RoomEvent, Track } from 'livekit-client';
import { prepareLargePage } from './large.js';
import { pressed, readAddress, tellFirstFrame } from './navigation.js';
import { Videos } from './videos.js';

prepareLargePage();
const videos = new Videos();
const { url, room: name, hasSound, isPressed } = readAddress();
const room = new Room({ adaptiveStream: true, dynacast: true });
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === Track.Kind.Video) videos.show(track.mediaStreamTrack);
});
tellFirstFrame(videos.all(1));
if (isPressed) await joinWithPreview();
else await join();

async function join(): Promise<void> {
  await connect();
  await room.localParticipant.setCameraEnabled(true);
  if (hasSound) await room.localParticipant.setMicrophoneEnabled(true);
}

/** As a page with a preview does: the camera and the microphone are open when it is told to join. */
async function joinWithPreview(): Promise<void> {
  const tracks = await createLocalTracks({ audio: hasSound, video: true });
  await pressed();
  await connect();
  for (const track of tracks) await room.localParticipant.publishTrack(track);
}

async function connect(): Promise<void> {
  const access = await fetch(`${url}/token?room=${encodeURIComponent(name)}`);
  const { at, token } = (await access.json()) as { at: string; token: string };
  await room.connect(at, token);
  document.body.dataset['connected'] = '';
}

/** A page with LiveKit's own library and nothing else: it asks its server for a token, connects, and sends. */
import { Room, RoomEvent, Track } from 'livekit-client';
import { prepareLargePage } from './large.js';
import { readAddress, tellFirstFrame } from './navigation.js';
import { Videos } from './videos.js';

prepareLargePage();
const videos = new Videos();
const { url, room: name, hasSound } = readAddress();
const room = new Room({ adaptiveStream: true, dynacast: true });
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === Track.Kind.Video) videos.show(track.mediaStreamTrack);
});
tellFirstFrame(videos.all(1));
const access = await fetch(`${url}/token?room=${encodeURIComponent(name)}`);
const { at, token } = (await access.json()) as { at: string; token: string };
await room.connect(at, token);
document.body.dataset['connected'] = '';
await room.localParticipant.setCameraEnabled(true);
if (hasSound) await room.localParticipant.setMicrophoneEnabled(true);

/**
 * A call without tags: `CallController` is the whole call, and this page draws it. Commands go in (`call.join()`), and
 * one snapshot comes out: an object with the whole state of the call, replaced whenever something changes.
 */
import { CallController } from '/noom.js';

const call = new CallController();
const find = (id) => document.getElementById(id);
const welcome = find('welcome');
const chat = find('chat');

// 1. Commands: what a person does becomes a method call. Each returns a promise; failures are shown below, in one
// place.
const ignore = () => undefined;
welcome.addEventListener('submit', (event) => {
  // Not the browser's own submission, which would reload the page.
  event.preventDefault();
  call.configure({ room: welcome.elements.room.value, displayName: welcome.elements.name.value });
  call.join().catch(ignore);
});
find('microphone').addEventListener('click', () => {
  call.setMicrophone(!call.snapshot.self.sources.microphone.on).catch(ignore);
});
find('camera').addEventListener('click', () => {
  call.setCamera(!call.snapshot.self.sources.camera.on).catch(ignore);
});
find('cameras').addEventListener('change', ({ target }) => {
  call.selectDevice('camera', target.value).catch(ignore);
});
find('leave').addEventListener('click', () => call.leave());
chat.addEventListener('submit', (event) => {
  event.preventDefault();
  call.sendMessage(chat.elements.text.value).then(() => chat.reset(), ignore);
});

// 2. What happens once is an event.
call.addEventListener('noom-error', ({ error }) => {
  find('error').textContent = `${error.message} ${error.hint}`;
});
call.addEventListener('noom-joined', () => {
  find('error').textContent = '';
});

// 3. What lasts is in the snapshot. The page is drawn from it, and from nothing else.
let drawn = {};
/** One figure for each participant, kept for as long as they are here: a new video element would flicker. */
const figures = new Map();
call.subscribe(draw);
draw(call.snapshot);

function draw(snapshot) {
  const { state, self, participants, devices, messages } = snapshot;
  const isIn = state === 'joined' || state === 'reconnecting';
  find('state').textContent = state;
  welcome.hidden = isIn || state === 'connecting';
  find('people').hidden = !isIn;
  for (const id of ['microphone', 'camera']) find(id).ariaPressed = String(self.sources[id].on);
  find('leave').disabled = welcome.hidden === false;
  for (const field of chat.elements) field.disabled = !isIn;
  // What has not changed is the same object as before, so that a comparison by identity tells what to draw.
  if (participants !== drawn.participants) drawPeople(participants);
  if (devices !== drawn.devices) drawCameras(devices);
  if (messages !== drawn.messages) drawMessages(messages);
  drawn = snapshot;
}

function drawPeople(participants) {
  for (const participant of participants) {
    // The local participant gets an id only at joining, so their figure has another key.
    const key = participant.isLocal ? 'self' : participant.id;
    if (!figures.has(key)) figures.set(key, createFigure(participant));
    const { caption, video, audio } = figures.get(key);
    const { microphone, camera } = participant.sources;
    caption.textContent = microphone.on ? participant.name : `${participant.name} (muted)`;
    play(video, camera.track);
    if (!participant.isLocal) play(audio, microphone.track);
  }
  const keys = participants.map(({ id, isLocal }) => (isLocal ? 'self' : id));
  for (const [key, { figure, audio }] of figures) {
    if (keys.includes(key)) continue;
    play(audio, null);
    figure.remove();
    figures.delete(key);
  }
}

function createFigure({ isLocal }) {
  const figure = document.createElement('figure');
  // Muted, because the sound has its own element; inline, because phones would play it full screen.
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  const audio = document.createElement('audio');
  const caption = document.createElement('figcaption');
  if (isLocal) video.className = 'mirrored';
  figure.append(video, audio, caption);
  find('people').append(figure);
  return { figure, video, audio, caption };
}

/** A media element plays a stream; a snapshot has tracks. The stream is made once for each track. */
function play(element, track) {
  if ((element.srcObject?.getTracks()[0] ?? null) === track) return;
  element.srcObject = track && new MediaStream([track]);
  if (track === null) return;
  // A page may play sound only after a first touch: then it plays at that touch.
  element.play().catch(() => addEventListener('pointerup', () => element.play().catch(ignore), { once: true }));
}

function drawCameras({ cameras, selected }) {
  const options = cameras.map(
    ({ deviceId, label }) => new Option(label, deviceId, false, deviceId === selected.camera),
  );
  find('cameras').replaceChildren(...options);
}

function drawMessages(messages) {
  const lines = messages.map(({ name, text }) => {
    const line = document.createElement('p');
    // textContent, never innerHTML: other people wrote this.
    line.textContent = `${name}: ${text}`;
    return line;
  });
  find('messages').replaceChildren(...lines);
}

// 4. With &autojoin in the address, the page joins by itself.
if (new URLSearchParams(location.search).has('autojoin')) welcome.requestSubmit();

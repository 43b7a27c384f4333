/**
 * A call without tags: `CallController` is the whole call, and this page draws it. Commands go in (`call.join()`), and
 * one snapshot comes out: an object with the whole state of the call, replaced whenever something changes.
 */
import { CallController } from '/noom.js';

const call = new CallController();
const find = (id) => document.getElementById(id);
const welcome = find('welcome');
const chat = find('chat');
const REACTION_MS = 3000;

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
// A screen is asked for in the press itself: a browser opens its prompt for nothing else.
find('screen').hidden = !call.canShareScreen;
find('screen').addEventListener('click', () => {
  call.shareScreen(!call.snapshot.self.sources.screen.on).catch(ignore);
});
find('hand').addEventListener('click', () => {
  call.raiseHand(!call.snapshot.self.hand).catch(ignore);
});
find('clap').addEventListener('click', () => {
  call.react('👏').catch(ignore);
});
find('leave').addEventListener('click', () => call.leave());
chat.addEventListener('submit', (event) => {
  event.preventDefault();
  call.sendMessage(chat.elements.text.value).then(() => chat.reset(), ignore);
});
find('offer').addEventListener('click', () => find('file').click());
find('file').addEventListener('change', ({ target }) => {
  call.sendFile(target.files[0]).catch(ignore);
  target.value = '';
});

// 2. What happens once is an event.
call.addEventListener('noom-error', ({ error }) => {
  find('error').textContent = `${error.message} ${error.hint}`;
});
call.addEventListener('noom-joined', () => {
  find('error').textContent = '';
});
call.addEventListener('noom-reaction', ({ participant, emoji }) => {
  const { caption } = figures.get(keyOf(participant)) ?? {};
  if (!caption) return;
  caption.dataset.reaction = emoji;
  setTimeout(() => delete caption.dataset.reaction, REACTION_MS);
});

// 3. What lasts is in the snapshot. The page is drawn from it, and from nothing else.
let drawn = {};
/** One figure for each participant, kept for as long as they are here: a new video element would flicker. */
const figures = new Map();
call.subscribe(draw);
draw(call.snapshot);

function draw(snapshot) {
  const { state, self, participants, devices, messages, files } = snapshot;
  const isIn = state === 'joined' || state === 'reconnecting';
  find('state').textContent = state;
  welcome.hidden = isIn || state === 'connecting';
  find('people').hidden = !isIn;
  for (const id of ['microphone', 'camera']) find(id).ariaPressed = String(self.sources[id].on);
  for (const id of ['screen', 'hand', 'clap']) find(id).disabled = !isIn;
  find('leave').disabled = welcome.hidden === false;
  for (const field of chat.elements) field.disabled = !isIn;
  // What has not changed is the same object as before, so that a comparison by identity tells what to draw.
  if (participants !== drawn.participants) drawPeople(participants);
  if (devices !== drawn.devices) drawCameras(devices);
  if (messages !== drawn.messages) drawMessages(messages);
  if (files !== drawn.files) drawFiles(files);
  drawn = snapshot;
}

// The local participant gets an id only at joining, so their figure has another key.
function keyOf({ id, isLocal }) {
  return isLocal ? 'self' : id;
}

/** A figure for each participant, and one more for a screen that they share. */
function drawPeople(participants) {
  const keys = new Set();
  for (const participant of participants) {
    const { name, hand, isLocal, sources } = participant;
    const { microphone, camera, screen, screenAudio } = sources;
    const key = keyOf(participant);
    const notes = `${hand ? ' ✋' : ''}${microphone.on ? '' : ' (muted)'}`;
    keys.add(key);
    drawFigure(key, {
      text: name + notes,
      picture: camera.track,
      sound: microphone.track,
      isLocal,
      isMirrored: isLocal,
    });
    if (!screen.on) continue;
    keys.add(`${key} screen`);
    const text = `${name}: screen`;
    drawFigure(`${key} screen`, { text, picture: screen.track, sound: screenAudio.track, isLocal, isWhole: true });
  }
  for (const [key, { figure, audio }] of figures) {
    if (keys.has(key)) continue;
    play(audio, null);
    figure.remove();
    figures.delete(key);
  }
}

function drawFigure(key, { text, picture, sound, isLocal, ...look }) {
  if (!figures.has(key)) figures.set(key, createFigure(look));
  const { caption, video, audio } = figures.get(key);
  caption.textContent = text;
  play(video, picture);
  if (!isLocal) play(audio, sound);
}

function createFigure({ isMirrored = false, isWhole = false }) {
  const figure = document.createElement('figure');
  // Muted, because the sound has its own element; inline, because phones would play it full screen.
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  const audio = document.createElement('audio');
  const caption = document.createElement('figcaption');
  if (isMirrored) video.className = 'mirrored';
  if (isWhole) video.className = 'whole';
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

/** The files of the others: nothing arrives before it was accepted, and nothing opens by itself. */
function drawFiles(files) {
  const items = files
    .filter(({ isLocal }) => !isLocal)
    .map((file) => {
      const item = document.createElement('li');
      const share = Math.round((file.bytes / Math.max(1, file.sizeBytes)) * 100);
      item.textContent = `${file.sender}: ${file.name} (${file.state}, ${share} %) `;
      if (file.blob) item.append(createDownload(file));
      else if (file.state === 'offered') item.append(createAccept(file));
      return item;
    });
  find('files').replaceChildren(...items);
}

function createAccept(file) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Accept' });
  button.addEventListener('click', () => file.accept().catch(ignore));
  return button;
}

/** One address for each file, because it is kept in memory for as long as the page is. */
const addresses = new Map();
function createDownload({ blob, name }) {
  if (!addresses.has(blob)) addresses.set(blob, URL.createObjectURL(blob));
  return Object.assign(document.createElement('a'), { href: addresses.get(blob), download: name, textContent: 'Save' });
}

// 4. With &autojoin in the address, the page joins by itself.
if (new URLSearchParams(location.search).has('autojoin')) welcome.requestSubmit();

/**
 * A call of drawn people, for pages that show the kit before a camera is allowed. The tag and its parts are the real
 * ones; the room is in memory, so nothing is captured and nothing is sent. Your own stories and tests can do the same:
 * `import { createMemoryRoom } from 'noom-elements/testing'`.
 */
import { createMemoryRoom } from '/noom-testing.js';
import { currentLanguage } from './look.js';

/** How long each of them speaks, and how often one of them reacts, in turns. */
const TURN_MS = 2600;
const TURNS_TO_A_REACTION = 4;
const REACTIONS = ['👏', '🎉', '👍', '❤️'];
const REPLY_MS = 1200;

const SCENES = {
  en: {
    room: 'Design review',
    you: 'Sora Kim',
    names: ['Minji Park', 'Ann', 'Jun Lee'],
    lines: ['Good morning! The new icons are in.', 'They look great.', 'Shall we start?'],
    reply: 'I am only drawn, but the chat is real 🙂',
    pause: 'Pause',
    play: 'Play',
  },
  ko: {
    room: '디자인 회의',
    you: '김소라',
    names: ['박민지', 'Ann', '이준'],
    lines: ['좋은 아침이에요! 새 아이콘을 넣었어요.', '아주 좋아 보이네요.', '시작할까요?'],
    reply: '저는 그림이지만 채팅은 진짜예요 🙂',
    pause: '멈추기',
    play: '재생',
  },
};

/** From this width on the chat fits beside the pictures. */
const WIDE = '(min-width: 1200px)';

/**
 * Puts the call in place of what is in `place`, and gives `button` the power to pause it. Pictures stand still in a
 * hidden tab too, and where the system asks for less motion.
 */
export async function showDrawnCall(place, button) {
  letScreenSleep();
  const scene = SCENES[currentLanguage()];
  const [first, second, third] = scene.names;
  const room = createMemoryRoom({
    room: scene.room,
    isSilent: true,
    participants: [{ name: first }, { name: second, hand: true, microphone: false }, { name: third, camera: false }],
  });
  // What was said before the visitor comes is there when they come, and is announced to nobody.
  await room.ready;
  for (const [index, line] of scene.lines.entries()) await room.participants[index].say(line).catch(ignoreLeaving);

  // Made by script, so that it never is a tag without its call, which would ask for a camera.
  const tag = document.createElement('noom-room');
  const call = room.attach(tag, { displayName: scene.you });
  Object.assign(tag, { room: scene.room, displayName: scene.you, microphone: 'off', autojoin: true });
  place.replaceChildren(tag);
  reply(room, scene.reply);
  play(room, button);
  const stop = call.subscribe(({ messages }) => {
    if (messages.length < scene.lines.length) return;
    stop();
    if (!matchMedia(WIDE).matches) return;
    tag.markRead();
    tag.panel = 'chat';
  });
}

/**
 * A room keeps the screen on during a call. Nobody is waiting in this one, so that the page has no such locks; the header
 * `Permissions-Policy: screen-wake-lock=()` would say the same, but not every browser reads it.
 */
function letScreenSleep() {
  Object.defineProperty(navigator, 'wakeLock', { value: undefined });
}

/** A page that is left ends its calls: what was about to be said is not, which is no failure. */
function ignoreLeaving(error) {
  if (error.code !== 'not-allowed') throw error;
}

/** One of them answers the visitor's first message. */
function reply({ participants: [one, ...others] }, text) {
  one.call.addEventListener('noom-message-received', function answer({ message }) {
    if (others.some(({ id }) => id === message.from)) return;
    one.call.removeEventListener('noom-message-received', answer);
    setTimeout(() => one.say(text).catch(ignoreLeaving), REPLY_MS);
  });
}

/** They speak in turn, and react now and then, unless the visitor, the browser or the system wants it quiet. */
function play(room, button) {
  const speakers = room.participants.filter(({ call }) => call.snapshot.self.sources.microphone.on);
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let isPaused = false;
  let turn = 0;

  function speak() {
    for (const [index, one] of speakers.entries()) one.speak(index === turn % speakers.length);
  }
  function step() {
    turn += 1;
    speak();
    if (turn % TURNS_TO_A_REACTION !== 0) return;
    const round = turn / TURNS_TO_A_REACTION;
    const { [round % room.participants.length]: one } = room.participants;
    one.react(REACTIONS[round % REACTIONS.length]).catch(ignoreLeaving);
  }

  let turns;
  function follow() {
    const isStill = isPaused || document.hidden || reducedMotion.matches;
    room.setStill(isStill);
    clearInterval(turns);
    if (!isStill) turns = setInterval(step, TURN_MS);
    button.hidden = reducedMotion.matches;
    for (const language of ['en', 'ko']) button.dataset[language] = SCENES[language][isPaused ? 'play' : 'pause'];
    button.textContent = button.dataset[currentLanguage()];
  }
  button.addEventListener('click', () => {
    isPaused = !isPaused;
    follow();
  });
  document.addEventListener('visibilitychange', follow);
  reducedMotion.addEventListener('change', follow);
  speak();
  follow();
}

/**
 * Lists the events of the room. Each fact is an event on <noom-room>; its details are the event's fields:
 * `event.participant`, `event.message`, `event.error`.
 */
const SHOWN = 100;

const nameOf = (participant) => (participant.isLocal ? 'you' : participant.name);

/** What to show of each event. */
const EVENTS = {
  'noom-state-changed': ({ previous, state }) => `${previous} → ${state}`,
  'noom-joined': ({ participant }) => nameOf(participant),
  'noom-left': ({ reason }) => reason,
  'noom-participant-joined': ({ participant }) => nameOf(participant),
  'noom-participant-left': ({ participant, reason }) => `${nameOf(participant)}, ${reason}`,
  'noom-track-added': ({ participant, source }) => `${nameOf(participant)}, ${source}`,
  'noom-track-removed': ({ participant, source }) => `${nameOf(participant)}, ${source}`,
  'noom-active-speaker-changed': ({ participant }) => (participant ? nameOf(participant) : '–'),
  'noom-device-changed': ({ kind, label }) => `${kind}, ${label}`,
  'noom-quality-changed': ({ participant, quality }) => `${nameOf(participant)}, ${quality}`,
  'noom-topology-changed': ({ from, to }) => `${from} → ${to}`,
  'noom-muted': ({ by }) => by?.name ?? '',
  'noom-unmute-asked': ({ by }) => by?.name ?? '',
  'noom-knocked': ({ participant }) => nameOf(participant),
  'noom-locked-changed': ({ locked }) => (locked ? 'locked' : 'open'),
  'noom-pin-changed': ({ participant }) => (participant ? nameOf(participant) : '–'),
  'noom-hand-changed': ({ participant }) => `${nameOf(participant)}, ${participant.hand ? '✋' : '–'}`,
  'noom-reaction': ({ participant, emoji }) => `${nameOf(participant)}, ${emoji}`,
  'noom-role-changed': ({ participant, role }) => `${nameOf(participant)}, ${role}`,
  'noom-screen-started': ({ participant }) => nameOf(participant),
  'noom-screen-stopped': ({ participant }) => nameOf(participant),
  'noom-pip-changed': ({ on }) => (on ? 'on' : 'off'),
  'noom-file-offered': ({ file }) => `${file.sender}: ${file.name}`,
  'noom-file-received': ({ file }) => file.name,
  'noom-message-received': ({ message }) => `${message.name}: ${message.text}`,
  'noom-message-deleted': ({ message }) => message.name,
  'noom-playback-blocked': () => '',
  'noom-error': ({ error }) => error.code,
};

const room = document.querySelector('noom-room');
const list = document.querySelector('#events');

for (const [type, describe] of Object.entries(EVENTS)) {
  room.addEventListener(type, (event) => {
    const line = document.createElement('li');
    const name = line.appendChild(document.createElement('code'));
    name.textContent = type;
    // Text, never HTML: names and messages are written by others.
    line.append(` ${describe(event)}`);
    list.prepend(line);
    list.children[SHOWN]?.remove();
  });
}

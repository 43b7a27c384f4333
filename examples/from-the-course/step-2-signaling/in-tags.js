const room = document.querySelector('noom-room');

function log(text) {
  const line = document.createElement('li');
  // textContent, never innerHTML: others chose these names.
  line.textContent = text;
  document.querySelector('#lines')?.append(line);
}

room?.addEventListener('noom-joined', () => log('joined'));
room?.addEventListener('noom-participant-joined', ({ participant }) => log(`${participant.name} is here`));
room?.addEventListener('noom-participant-left', ({ participant }) => log(`${participant.name} left`));

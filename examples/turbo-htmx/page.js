/** Runs once: the document stays the same one from page to page, and all events bubble to it. */
function say(text) {
  document.querySelector('[role=status]').textContent = text;
}

document.addEventListener('noom-joined', () => say('You are in the call.'));
document.addEventListener('noom-left', () => say('You are out of the call.'));

export function toggle(stream, kind, button) {
  for (const track of stream.getTracks()) if (track.kind === kind) track.enabled = !track.enabled;
  button.ariaPressed = button.ariaPressed === 'true' ? 'false' : 'true';
}

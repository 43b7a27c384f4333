export function chatOver(channel, lines) {
  const show = (text) => {
    const line = document.createElement('li');
    line.textContent = text;
    lines.append(line);
  };
  channel.addEventListener('message', ({ data }) => show(data));
  return (text) => {
    channel.send(text);
    show(`You: ${text}`);
  };
}

const room = document.querySelector('noom-room');

document.querySelector('#check')?.addEventListener('click', async () => {
  const lines = document.querySelector('#lines');
  lines?.replaceChildren();
  await room?.checkConnection({
    onStep: ({ name, status, code }) => {
      const line = document.createElement('li');
      line.textContent = `${name}: ${status}, ${code}`;
      lines?.append(line);
    },
  });
});

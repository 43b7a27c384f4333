import { KEEP, roomTag } from './room-tag.js';

const PLACES = { call: 'Call', notes: 'Notes', end: 'The end' };

const escapeHtml = (text) =>
  text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A whole page, as any server writes it. The room is on two of the three pages, each time with the same id: it stays the
 * same tag, and so in its call. The third page has none, so that the tag leaves there.
 */
export function page(library, place, searchParams) {
  if (!(library in KEEP && place in PLACES)) return undefined;
  const room = escapeHtml(searchParams.get('room') ?? 'tea');
  const name = escapeHtml(searchParams.get('name') ?? '');
  const autojoin = searchParams.has('autojoin');
  const query = escapeHtml(`?${searchParams}`);
  const links = Object.entries(PLACES).map(
    ([path, title]) => `<a href="/${library}/${path}${query}">${title}</a>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, interactive-widget=resizes-content">
    <title>${PLACES[place]}</title>
    <link rel="icon" href="data:,">
    <style>
      body { font-family: system-ui, sans-serif }
      #tiles { display: flex; flex-wrap: wrap; gap: 0.5rem }
      noom-video { flex: 1 1 16rem }
    </style>
    <script type="module" src="/noom.js"></script>
    <script type="module" src="/${library}.js"></script>
    <script type="module" src="/page.js"></script>
  </head>
  <body hx-boost:inherited="true">
    <nav>${links.join(' · ')}</nav>
    <h1>${PLACES[place]}</h1>
    <p role="status" id="status" ${KEEP[library]}>You are not in the call.</p>
    ${place === 'end' ? '' : roomTag({ library, room, name, autojoin })}
  </body>
</html>
`;
}

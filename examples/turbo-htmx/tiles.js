/** What asks the server for the list in another order, and morphs it in place. */
const ASK = {
  turbo: 'action="/turbo/tiles" data-turbo-stream',
  htmx: 'hx-get="/htmx/tiles" hx-target="#tiles" hx-swap="outerMorph"',
};

/** By its id, a morph moves a tile in place of making another one: it keeps its picture. */
export function tiles(library, order) {
  const tags = order.map((who) => `<noom-video id="${who}" participant="${who}"></noom-video>`);
  return `<section id="tiles">
        <form ${ASK[library]}>
          <button name="order" value="${order.toReversed().join(' ')}">Reverse the order</button>
        </form>
        ${tags.join('\n        ')}
      </section>`;
}

/** The answer to that request. */
export function tilesInOrder(library, searchParams) {
  const order =
    searchParams.get('order') === 'remote local' ? ['remote', 'local'] : ['local', 'remote'];
  const html = tiles(library, order);
  if (library === 'htmx') return { type: 'text/html', html };
  return {
    type: 'text/vnd.turbo-stream.html',
    html: `<turbo-stream action="replace" method="morph" target="tiles"><template>${html}</template></turbo-stream>`,
  };
}

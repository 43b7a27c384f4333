import { createSignal, For } from 'solid-js';

export function Tiles(props: { ids: readonly string[] }) {
  const [isReversed, setIsReversed] = createSignal(false);

  return (
    <>
      <button type="button" onClick={() => setIsReversed(!isReversed())}>
        Reverse the order
      </button>
      <section class="tiles">
        {/* For moves the tiles: each keeps its picture. */}
        <For each={isReversed() ? [...props.ids].reverse() : props.ids}>
          {(id) => <noom-video participant={id} />}
        </For>
      </section>
    </>
  );
}

'use client';

import { useState } from 'react';

/**
 * One tile for each participant. By its key, a tile keeps its picture wherever it is moved. The server draws none, because
 * it knows no ids: one that it drew would need `suppressHydrationWarning`, as the room does.
 */
export function Tiles({ ids }: { ids: readonly string[] }) {
  const [isReversed, setIsReversed] = useState(false);

  return (
    <>
      <button type="button" onClick={() => setIsReversed(!isReversed)}>
        Reverse the order
      </button>
      <section className="tiles">
        {(isReversed ? [...ids].reverse() : ids).map((id) => (
          <noom-video key={id} participant={id} />
        ))}
      </section>
    </>
  );
}

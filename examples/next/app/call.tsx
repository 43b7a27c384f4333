'use client';

import { useCallback, useState } from 'react';
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import type {} from 'noom-elements/react';
import { Tiles } from './tiles';

const STRINGS = { join: 'Come in' };
const FACTS = [
  'noom-joined',
  'noom-left',
  'noom-participant-joined',
  'noom-participant-left',
] as const satisfies readonly (keyof HTMLElementEventMap)[];

export function Call(props: { room: string; name: string; autojoin: boolean }) {
  const [isOpen, setIsOpen] = useState(true);
  const [state, setState] = useState('idle');
  const [ids, setIds] = useState<string[]>([]);

  // To a tag that the server drew, React gives attributes alone: neither properties nor listeners.
  // The listeners stay: the last fact is told after the tag was removed.
  const setUp = useCallback((room: NoomRoom | null) => {
    if (room === null) return;
    const takeFacts = () => {
      setState(room.state);
      setIds(room.snapshot.participants.map(({ id }) => id));
    };
    room.strings = STRINGS;
    for (const fact of FACTS) room.addEventListener(fact, takeFacts);
    takeFacts();
  }, []);

  return (
    <>
      <p role="status">
        You are {state === 'joined' ? 'in' : state === 'left' ? 'out of' : 'not in'} the call.
      </p>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Close the call' : 'Open the call'}
      </button>
      {isOpen && (
        <noom-room
          ref={setUp}
          suppressHydrationWarning // The tag has begun by then, and says so by attributes.
          signalingUrl="http://127.0.0.1:3000"
          room={props.room}
          displayName={props.name}
          autojoin={props.autojoin}
        >
          <noom-prejoin />
          <Tiles ids={ids} />
          <noom-controls controls="microphone camera leave" />
        </noom-room>
      )}
    </>
  );
}

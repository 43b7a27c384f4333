'use client';

import { useState } from 'react';
// On the server, this registers nothing and draws nothing.
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import type {} from 'noom-elements/react';
import { Tiles } from './tiles';

interface CallProps {
  room: string;
  name: string;
  autojoin: boolean;
}

/** Outside of the component, so that it is the same object each time. */
const STRINGS = { join: 'Come in' };

export function Call({ room, name, autojoin }: CallProps) {
  const [isOpen, setIsOpen] = useState(true);
  const [status, setStatus] = useState('not in the call');
  const [ids, setIds] = useState<string[]>([]);
  const takeIds = ({ currentTarget }: { currentTarget: NoomRoom }) =>
    setIds(currentTarget.snapshot.participants.map(({ id }) => id));

  return (
    <>
      <p role="status">You are {status}.</p>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Close the call' : 'Open the call'}
      </button>
      {isOpen && (
        <noom-room
          signalingUrl="http://127.0.0.1:3000"
          room={room}
          displayName={name}
          autojoin={autojoin}
          strings={STRINGS}
          onnoom-joined={() => setStatus('in the call')}
          onnoom-left={() => setStatus('out of the call')}
          onnoom-participant-joined={takeIds}
          onnoom-participant-left={takeIds}
        >
          <noom-prejoin />
          <Tiles ids={ids} />
          <noom-controls controls="microphone camera leave" />
        </noom-room>
      )}
    </>
  );
}

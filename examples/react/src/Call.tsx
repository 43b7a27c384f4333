import { useState } from 'react';
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import type { NoomProps } from 'noom-elements/react';
import { Tiles } from './Tiles';

interface CallProps {
  room: string;
  name: string;
  autojoin: boolean;
  onStatus: (status: string) => void;
}

/** Outside of the component, so that it is the same object each time. */
const STRINGS = { join: 'Come in' };

export function Call({ room, name, autojoin, onStatus }: CallProps) {
  const [ids, setIds] = useState<string[]>([]);
  const takeIds = ({ currentTarget }: { currentTarget: NoomRoom }) =>
    setIds(currentTarget.snapshot.participants.map(({ id }) => id));
  // An object, because JSX does not look for misspellings in names with dashes.
  const listeners = {
    'onnoom-joined': (event) => {
      onStatus('in the call');
      takeIds(event);
    },
    'onnoom-left': () => onStatus('out of the call'),
    'onnoom-participant-joined': takeIds,
    'onnoom-participant-left': takeIds,
  } satisfies NoomProps<'noom-room'>;

  return (
    <noom-room
      signalingUrl="http://127.0.0.1:3000"
      room={room}
      displayName={name}
      autojoin={autojoin}
      strings={STRINGS}
      {...listeners}
    >
      <noom-prejoin />
      <Tiles ids={ids} />
      <noom-controls controls="microphone camera leave" />
    </noom-room>
  );
}

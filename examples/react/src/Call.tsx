import { useState } from 'react';
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import type {} from 'noom-elements/react';
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

  return (
    <noom-room
      signalingUrl="http://127.0.0.1:3000"
      room={room}
      displayName={name}
      autojoin={autojoin}
      strings={STRINGS}
      onnoom-joined={(event) => {
        onStatus('in the call');
        takeIds(event);
      }}
      onnoom-left={() => onStatus('out of the call')}
      onnoom-participant-joined={takeIds}
      onnoom-participant-left={takeIds}
    >
      <noom-prejoin />
      <Tiles ids={ids} />
      <noom-controls controls="microphone camera leave" />
    </noom-room>
  );
}

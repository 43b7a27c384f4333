import { createSignal } from 'solid-js';
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import type { NoomProps } from 'noom-elements/solid';
import { Tiles } from './Tiles';

interface CallProps {
  room: string;
  name: string;
  autojoin: boolean;
  onStatus: (status: string) => void;
}

export function Call(props: CallProps) {
  const [ids, setIds] = createSignal<string[]>([]);
  const takeIds = ({ currentTarget }: { currentTarget: NoomRoom }) =>
    setIds(currentTarget.snapshot.participants.map(({ id }) => id));
  // An object, because JSX does not look for misspellings in names with dashes.
  const listeners = {
    'on:noom-joined': (event) => {
      props.onStatus('in the call');
      takeIds(event);
    },
    'on:noom-left': () => props.onStatus('out of the call'),
    'on:noom-participant-joined': takeIds,
    'on:noom-participant-left': takeIds,
  } satisfies NoomProps<'noom-room'>;

  return (
    <noom-room
      signalingUrl="http://127.0.0.1:3000"
      room={props.room}
      attr:display-name={props.name}
      autojoin={props.autojoin}
      prop:strings={{ join: 'Come in' }}
      {...listeners}
    >
      <noom-prejoin />
      <Tiles ids={ids()} />
      <noom-controls controls="microphone camera leave" />
    </noom-room>
  );
}

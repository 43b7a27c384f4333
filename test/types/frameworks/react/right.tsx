import { useRef, type ReactElement } from 'react';
import type { CallError, Participant, TokenSource } from 'noom-elements/core';
import type { NoomRoom } from 'noom-elements';
import type { NoomProps } from 'noom-elements/react';

declare const join: boolean;
declare const token: TokenSource;
declare function know<Expected>(value: Expected): void;

/** What is written for a room: each property, an event, a reference. */
export function Call({ name }: { name: string }): ReactElement {
  const room = useRef<NoomRoom>(null);
  return (
    <noom-room
      ref={room}
      id="call"
      className="large"
      aria-label="Tea"
      style={{ height: '100%', '--noom-color-accent': 'teal' }}
      signalingUrl="https://call.example"
      room="tea"
      displayName={name}
      token={token}
      autojoin={join}
      microphone="off"
      camera="on"
      ice-policy="relay"
      layout={undefined}
      iceServers={[{ urls: 'stun:call.example' }]}
      shortcutKeys={{ 'toggle-microphone': 'm' }}
      strings={{ join: 'Come in' }}
      call={null}
      onnoom-joined={({ participant }) => know<Participant>(participant)}
      onnoom-error={({ error }) => know<CallError>(error)}
      onnoom-message-request={(event) => {
        know<string>(event.text);
        know<NoomRoom>(event.currentTarget);
        event.preventDefault();
      }}
      onnoom-leftCapture={({ reason }) => know<string>(reason)}
      onClick={() => void room.current?.leave()}
    >
      <noom-stage maxTiles={4} max-tiles="4" selfView="float" />
      <noom-video participant="local" fit="contain" slot="stage" />
      <noom-controls controls="microphone leave" labels="false" orientation="vertical" />
    </noom-room>
  );
}

/** A tag outside of its room. */
export const Linked = ({ room }: { room: NoomRoom | null }): ReactElement => (
  <>
    <noom-chat htmlFor="call" for="call" files maxLength={200} draft="Hello" room={room} />
    <noom-device-select kind="speaker" onnoom-permission-changed={({ permission }) => know<string>(permission)} />
    <noom-settings open={false} onnoom-report-request={({ report }) => know<object>(report)} />
    <noom-participants
      inviteUrl="https://call.example/tea"
      onnoom-volume-request={({ volume }) => know<number>(volume)}
    />
    <noom-prejoin onnoom-join-request={({ displayName }) => know<string>(displayName)} />
    <noom-quality details participant="id" />
    <noom-reactions />
  </>
);

/** A component of the page's own around a tag. */
export const Tile = (props: NoomProps<'noom-video'>): ReactElement => <noom-video fit="cover" {...props} />;

/** Outside of JSX, names with dashes are looked at too. */
export const listeners = {
  'onnoom-joined': ({ participant }) => know<Participant>(participant),
} satisfies NoomProps<'noom-room'>;

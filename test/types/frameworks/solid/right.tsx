import type { JSX } from 'solid-js';
import type { CallError, Participant, TokenSource } from 'noom-elements/core';
import type { NoomRoom } from 'noom-elements';
import type { NoomProps } from 'noom-elements/solid';

declare const join: boolean;
declare const token: TokenSource;
declare function know<Expected>(value: Expected): void;

/** What is written for a room: each property, an event, a reference. */
export function Call(props: { name: string }): JSX.Element {
  let room: NoomRoom | undefined;
  return (
    <noom-room
      ref={(element) => (room = element)}
      id="call"
      class="large"
      aria-label="Tea"
      style={{ height: '100%', '--noom-color-accent': 'teal' }}
      signalingUrl="https://call.example"
      room="tea"
      attr:display-name={props.name}
      prop:token={token}
      autojoin={join}
      bool:shortcuts={join}
      microphone="off"
      camera="on"
      ice-policy="relay"
      layout={undefined}
      iceServers={[{ urls: 'stun:call.example' }]}
      strings={{ join: 'Come in' }}
      call={null}
      on:noom-joined={({ participant }) => know<Participant>(participant)}
      on:noom-error={({ error }) => know<CallError>(error)}
      on:noom-message-request={(event) => {
        know<string>(event.text);
        know<NoomRoom>(event.currentTarget);
        event.preventDefault();
      }}
      oncapture:noom-left={({ reason }) => know<string>(reason)}
      onClick={() => void room?.leave()}
    >
      <noom-stage maxTiles={4} selfView="float" />
      <noom-video participant="local" fit="contain" slot="stage" />
      <noom-controls controls="microphone leave" labels="false" orientation="vertical" />
    </noom-room>
  );
}

/** A tag outside of its room. */
export const Linked = (props: { room: NoomRoom | null }): JSX.Element => (
  <>
    <noom-chat attr:for="call" files maxLength={200} draft="Hello" room={props.room} />
    <noom-device-select kind="speaker" on:noom-permission-changed={({ permission }) => know<string>(permission)} />
    <noom-settings open={false} on:noom-report-request={({ report }) => know<object>(report)} />
    <noom-participants
      inviteUrl="https://call.example/tea"
      on:noom-volume-request={({ volume }) => know<number>(volume)}
    />
    <noom-prejoin on:noom-join-request={({ displayName }) => know<string>(displayName)} />
    <noom-quality details participant="id" />
    <noom-reactions />
  </>
);

/** A component of the page's own around a tag. */
export const Tile = (props: NoomProps<'noom-video'>): JSX.Element => <noom-video fit="cover" {...props} />;

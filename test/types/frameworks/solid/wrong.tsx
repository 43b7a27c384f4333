import type { JSX } from 'solid-js';
import type {} from 'noom-elements/solid';
import type { NoomProps } from 'noom-elements/solid';

declare function know<Expected>(value: Expected): void;

export const Wrong = (): JSX.Element => (
  <>
    {/* mistake: a room's name is a text */}
    <noom-room room={7} />
    {/* mistake: a tag is linked to a room, not to its name */}
    <noom-chat room="tea" />
    {/* mistake: the microphone is on or off, in words */}
    <noom-room microphone={true} />
    {/* mistake: there is no such value, by the property's name */}
    <noom-room icePolicy="none" />
    {/* mistake: there is no such value, by the attribute's name */}
    <noom-room ice-policy="none" />
    {/* mistake: a boolean is no other text */}
    <noom-room autojoin="yes" />
    {/* mistake: a number of tiles is a number */}
    <noom-stage maxTiles="many" />
    {/* mistake: the property is misspelled */}
    <noom-room displayname="Ann" />
    {/* mistake: another tag has that property */}
    <noom-chat displayName="Ann" />
    {/* mistake: what is reflected is not the page's to set */}
    <noom-video speaking />
    {/* mistake: what the call knows is not the page's to set */}
    <noom-chat messages={[]} />
    {/* mistake: there is no such event, so that nothing is known of it */}
    <noom-room on:noom-jonied={({ participant }) => know<object>(participant)} />
    {/* mistake: another tag tells that */}
    <noom-chat on:noom-report-request={(event) => know<Event>(event)} />
    {/* mistake: the event has other fields */}
    <noom-room on:noom-left={({ participant }) => know<object>(participant)} />
    {/* mistake: the field has another type */}
    <noom-room on:noom-left={({ reason }) => know<number>(reason)} />
    {/* mistake: there is no such action */}
    <noom-room shortcutKeys={{ 'toggle-toaster': 't' }} />
    {/* mistake: there is no such tag */}
    <noom-kettle />
    {/* mistake: there is no such value, written as an attribute */}
    <noom-room attr:ice-policy="none" />
    {/* mistake: the type of a property, said to be one */}
    <noom-room prop:iceServers="stun:call.example" />
    {/* mistake: the class of another tag */}
    <noom-room ref={(chat: HTMLInputElement | null) => know<HTMLInputElement | null>(chat)} />
  </>
);

export const listeners = {
  // mistake: there is no such event
  'on:noom-jonied': () => undefined,
} satisfies NoomProps<'noom-room'>;

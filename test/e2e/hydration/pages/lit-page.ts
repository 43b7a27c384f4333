import { html, type TemplateResult } from 'lit';
import { hear, type PageProps } from './page-props.js';

/** The page as a template of Lit, whose tags a server renders too. */
export const page = ({ room, name, token }: PageProps): TemplateResult => html`
  <noom-room
    id="call"
    .room=${room}
    display-name=${name}
    ?autojoin=${true}
    camera="off"
    .token=${() => token}
    @noom-joined=${hear}
  >
    <noom-stage .maxTiles=${4} self-view="tile"></noom-stage>
    <noom-video participant="local"></noom-video>
    <noom-controls controls="microphone leave" ?labels=${false}></noom-controls>
    <noom-reactions></noom-reactions>
  </noom-room>
  <noom-chat for="call" placeholder="Say hello"></noom-chat>
  <noom-participants for="call"></noom-participants>
  <noom-device-select kind="microphone"></noom-device-select>
  <noom-prejoin></noom-prejoin>
  <noom-quality details></noom-quality>
  <noom-settings ?open=${false}></noom-settings>
`;

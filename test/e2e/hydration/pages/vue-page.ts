import { createSSRApp, type App } from 'vue';
import { hear, type PageProps } from './page-props.js';

const template = `
  <noom-room id="call" :room="room" :display-name="name" autojoin :camera="'off'"
    :token.prop="() => token" @noom-joined="hear">
    <noom-stage :max-tiles="4" self-view="tile"></noom-stage>
    <noom-video participant="local"></noom-video>
    <noom-controls :controls="'microphone leave'" :labels="false"></noom-controls>
    <noom-reactions></noom-reactions>
  </noom-room>
  <noom-chat for="call" placeholder="Say hello"></noom-chat>
  <noom-participants for="call"></noom-participants>
  <noom-device-select kind="microphone"></noom-device-select>
  <noom-prejoin></noom-prejoin>
  <noom-quality details></noom-quality>
  <noom-settings :open="false"></noom-settings>`;

/** The page as Vue has it. */
export function createPage(props: PageProps): App {
  const app = createSSRApp({ template, setup: () => ({ ...props, hear }) });
  app.config.compilerOptions.isCustomElement = (name) => name.startsWith('noom-');
  return app;
}

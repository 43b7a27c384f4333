/** For each tag the HTML that a page begins with. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  'noom-room': `<noom-room signaling-url="https://calls.example.com" room="tea"></noom-room>`,
  'noom-prejoin': `<noom-room room="tea">
  <noom-prejoin></noom-prejoin>
  <noom-stage></noom-stage>
  <noom-controls></noom-controls>
</noom-room>`,
  'noom-stage': `<noom-room room="tea" display-name="Ann" autojoin>
  <noom-stage layout="auto" self-view="float"></noom-stage>
</noom-room>`,
  'noom-video': `<noom-room room="tea" display-name="Ann" autojoin>
  <noom-video participant="remote"></noom-video>
  <noom-video participant="local"></noom-video>
</noom-room>`,
  'noom-controls': `<noom-room room="tea" display-name="Ann" autojoin>
  <noom-stage></noom-stage>
  <noom-controls controls="microphone camera chat leave" labels></noom-controls>
</noom-room>`,
  'noom-device-select': `<noom-device-select kind="camera" label="Camera" preview></noom-device-select>`,
  'noom-chat': `<noom-room id="call" room="tea" display-name="Ann" autojoin></noom-room>
<noom-chat for="call" files></noom-chat>`,
  'noom-participants': `<noom-room id="call" room="tea" display-name="Ann" autojoin></noom-room>
<noom-participants for="call" invite-url="/join?room=tea"></noom-participants>`,
  'noom-settings': `<button onclick="document.querySelector('noom-settings').show()">Settings</button>
<noom-room id="call" room="tea" display-name="Ann"></noom-room>
<noom-settings for="call"></noom-settings>`,
  'noom-quality': `<noom-room id="call" room="tea" display-name="Ann" autojoin></noom-room>
<noom-quality for="call" details></noom-quality>`,
  'noom-reactions': `<noom-room room="tea" display-name="Ann" autojoin>
  <noom-stage></noom-stage>
  <noom-reactions></noom-reactions>
  <noom-controls controls="reactions hand leave"></noom-controls>
</noom-room>`,
};

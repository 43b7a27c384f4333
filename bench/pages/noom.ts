import type * as Kit from '../../src/index.js';
import type { CallSetup, Contestant } from './contestant.js';

/** noom without its tags: the `CallController` of the kit as the server serves it. */
export function createContestant(setup: CallSetup): Promise<Contestant> {
  return create(setup, false);
}

/** The same with `encodeOnce`. */
export function createContestantOnce(setup: CallSetup): Promise<Contestant> {
  return create(setup, true);
}

async function create(
  { url, room, index, iceServers, stage, handleVideo }: CallSetup,
  encodeOnce: boolean,
): Promise<Contestant> {
  const { CallController } = (await import(/* @vite-ignore */ `${url}/noom.js`)) as typeof Kit;
  const displayName = `Guest ${String(index)}`;
  const call = new CallController({ signalingUrl: url, room, displayName, iceServers, encodeOnce });
  if (stage !== undefined) draw(call, stage);
  const shown = new Set<MediaStreamTrack>();
  call.subscribe(({ participants }) => {
    for (const { isLocal, sources } of participants) {
      const { track } = sources.camera;
      if (isLocal || track === null || shown.has(track)) continue;
      shown.add(track);
      if (stage === undefined) handleVideo(track);
    }
  });
  return { prepare: () => call.prepare(), join: () => call.join() };
}

/** The call on the kit's own stage. */
function draw(call: Kit.CallController, stage: HTMLElement): void {
  const room = document.createElement('noom-room');
  room.call = call;
  const tag = document.createElement('noom-stage');
  tag.style.cssText = 'display: block; inline-size: 100%; block-size: 100%';
  room.style.cssText = tag.style.cssText;
  room.append(tag);
  stage.append(room);
}

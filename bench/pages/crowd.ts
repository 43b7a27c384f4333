/** The page of a crowded room: the tags of the kit as the server serves them, on a call in memory. */
import type * as Kit from '../../src/index.js';
import { MemorySignaling } from '../../src/testing/memory/memory-signaling.js';
import type { SignalingTransport } from '../../src/core/signaling/signaling-transport.js';
import { CrowdPlane } from './crowd-plane.js';
import { UpdateCount, type Updates } from './update-count.js';

/** Ten times a second. */
const LEVEL_MS = 100;
/** Below what counts as speech, and far above. */
const MURMUR = 0.02;
const SPEECH = 0.4;
/** How long each speaks where they speak in turn. */
const TURN_MS = 1000;
/** As many as a frame may bring. */
const MESSAGES_A_FRAME = 10;
const ROOM = 'Crowd';
const SIZE: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };

/** Controls the page from outside, as `globalThis.crowd`. */
export interface CrowdPage {
  /** Shows that many videos and nothing else. */
  showVideos(count: number): Promise<void>;
  /** Joins a room of that many participants, whose tag fills the page; resolves when all are connected. */
  join(url: string, count: number): Promise<void>;
  /** Changes all levels ten times a second from now on; with `turns` one speaks after the other, else no one does. */
  speak(who: 'nobody' | 'turns'): void;
  /** The updates of tags since the last call. */
  takeUpdates(): Updates;
  /** The longest task since the last call, in milliseconds; 0 when none was over 50. */
  takeLongestTask(): number;
  /** One of the others writes that many messages; resolves when all are in the log, and drawn. */
  write(count: number): Promise<void>;
  /** Opens a panel, and closes it; resolves to how long it took until it was on the screen, in milliseconds. */
  open(panel: PanelName): Promise<number>;
  /** Opens the chat, and leaves it open. */
  openChat(): Promise<void>;
  /** Scrolls the chat from its end to its beginning and back, over so many frames; resolves to the time of each. */
  scroll(frames: number): Promise<readonly number[]>;
}

/** What is opened. */
export type PanelName = 'chat' | 'participants' | 'settings' | 'shortcuts' | 'more';

const others: SignalingTransport[] = [];
let plane: CrowdPlane | null = null;
let speakers: 'nobody' | 'turns' = 'nobody';
let updates: UpdateCount | null = null;
let longestTaskMs = 0;
new PerformanceObserver((list) => {
  longestTaskMs = Math.max(longestTaskMs, ...list.getEntries().map(({ duration }) => duration));
}).observe({ type: 'longtask' });
document.body.style.cssText = 'margin: 0; height: 100vh';

const crowd: CrowdPage = {
  async showVideos(count) {
    const stream = await navigator.mediaDevices.getUserMedia({ video: SIZE });
    const grid = document.body.appendChild(document.createElement('div'));
    const columns = String(Math.ceil(Math.sqrt(count)));
    grid.style.cssText = `display: grid; height: 100%; gap: 10px; grid: repeat(${columns}, 1fr) / repeat(${columns}, 1fr)`;
    for (let index = 0; index < count; index += 1) {
      const video = grid.appendChild(document.createElement('video'));
      video.style.cssText = 'width: 100%; height: 100%; min-height: 0; object-fit: cover';
      video.muted = true;
      video.srcObject = new MediaStream(stream.getVideoTracks().map((track) => track.clone()));
      await video.play();
    }
  },

  async join(url, count) {
    const { CallController } = (await import(/* @vite-ignore */ `${url}/noom.js`)) as typeof Kit;
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) =>
      open({ ...constraints, ...(constraints?.video ? { video: SIZE } : {}) });
    const signaling = new MemorySignaling({ maxParticipants: count });
    for (let index = 1; index < count; index += 1) {
      const transport = signaling.createTransport();
      transport.open();
      const sources = { microphone: true, camera: true };
      await transport.request('room:join', { room: ROOM, name: `Participant ${String(index)}`, protocol: 2, sources });
      others.push(transport);
    }
    plane = new CrowdPlane(await open({ video: SIZE, audio: true }));
    const made = plane;
    const call = new CallController(
      { room: ROOM, displayName: 'Ann' },
      { createTransport: () => signaling.createTransport(), createPlane: () => made },
    );
    updates = new UpdateCount(call);
    const room = document.createElement('noom-room');
    room.style.height = '100%';
    room.shortcuts = true;
    room.call = call;
    document.body.append(room);
    await room.join();
    // Silent: the browser's microphone beeps.
    await room.setMicrophone(false);
    await until(
      () => call.snapshot.participants.filter(({ connection }) => connection === 'connected').length >= count,
    );
    setInterval(changeLevels, LEVEL_MS);
  },

  speak(who) {
    speakers = who;
  },

  takeUpdates() {
    if (updates === null) throw new Error('There is no room yet.');
    return updates.take();
  },

  takeLongestTask() {
    const taken = longestTaskMs;
    longestTaskMs = 0;
    return taken;
  },

  async write(count) {
    const { call } = roomOf();
    const before = call.snapshot.messages.length;
    for (let sent = 0; sent < count;) {
      for (let inFrame = 0; inFrame < MESSAGES_A_FRAME && sent < count; inFrame += 1, sent += 1) {
        const number = before + sent;
        const text = `Message ${String(number)}: here are last week’s figures, as far as they are known today.`;
        await others[0]?.request('chat:send', { id: `message-${String(number)}`, text });
      }
      await frame();
    }
    await until(() => call.snapshot.messages.length === before + count);
    await frame();
  },

  async open(panel) {
    const { isReady, isOpen, press, close } = panelOf(panel);
    // A toolbar that has become narrower folds in the next frames.
    await until(isReady);
    const startedMs = performance.now();
    press();
    await until(isOpen);
    // The frame in which it is there has to be presented too.
    await frame();
    const openedMs = performance.now() - startedMs;
    close();
    await until(() => !isOpen());
    // A dialog tells in a later task that it was closed; until then it is not opened again.
    await frame();
    await frame();
    return openedMs;
  },

  async openChat() {
    const { isReady, isOpen, press } = panelOf('chat');
    await until(isReady);
    press();
    await until(isOpen);
  },

  async scroll(frames) {
    const list = find('.list', find('noom-chat', roomOf()));
    if (list === null) throw new Error('The chat is not open.');
    const farthest = (): number => list.scrollHeight - list.clientHeight;
    const times: number[] = [];
    let lastMs = await frame();
    for (let index = 1; index <= frames; index += 1) {
      // Up and down again.
      list.scrollTop = farthest() * Math.abs(1 - (2 * index) / frames);
      const nowMs = await frame();
      times.push(nowMs - lastMs);
      lastMs = nowMs;
    }
    return times;
  },
};
Object.assign(globalThis, { crowd });

function changeLevels(): void {
  const speaker = Math.floor(performance.now() / TURN_MS);
  roomOf()
    .snapshot.participants.filter(({ isLocal }) => !isLocal)
    .forEach(({ id }, index, { length }) => {
      const isSpeaking = speakers === 'turns' && speaker % length === index;
      plane?.levels.set(id, Math.random() * (isSpeaking ? SPEECH : MURMUR));
    });
}

/** How a panel is opened by a press, whether it can be by now, how that is seen, and how it is closed. */
interface PanelHandle {
  readonly isReady: () => boolean;
  readonly isOpen: () => boolean;
  readonly press: () => void;
  readonly close: () => void;
}

function panelOf(name: PanelName): PanelHandle {
  const room = roomOf();
  // Each time: it may not be drawn yet.
  const toolbar = (): HTMLElement | null => find('noom-controls', room);
  const isThere = (control: string) => (): boolean =>
    find(`[data-name=${control}]:enabled:not([aria-disabled=true])`, toolbar()) !== null;
  const button = (control: string) => (): void => {
    find(`[data-name=${control}]`, toolbar())?.click();
  };
  const isNow = (): boolean => true;
  const dialog = (selector: string, root: () => Element | null) => (): boolean => {
    const found = find(selector, root());
    return found?.checkVisibility() === true && found.getBoundingClientRect().height > 0;
  };
  const side = (tag: string, content: string) => (): boolean => dialog(content, () => find(tag, room))();
  const closePanel = (): void => {
    room.panel = null;
  };
  const wanted = (panel: 'settings') => (): void => {
    room.panel = panel;
  };
  return {
    chat: { isReady: isThere('chat'), isOpen: side('noom-chat', 'textarea'), press: button('chat'), close: closePanel },
    participants: {
      isReady: isThere('participants'),
      isOpen: side('noom-participants', 'li'),
      press: button('participants'),
      close: closePanel,
    },
    settings: {
      isReady: isNow,
      isOpen: side('noom-settings', 'dialog[open]'),
      press: wanted('settings'),
      close: closePanel,
    },
    shortcuts: {
      isReady: isNow,
      isOpen: dialog('dialog[open]', () => room),
      press: (): void => {
        const key = new KeyboardEvent('keydown', { key: '?', bubbles: true, composed: true });
        toolbar()?.dispatchEvent(key);
      },
      close: (): void => {
        find('dialog[open] button', room)?.click();
      },
    },
    more: {
      isReady: isThere('more'),
      isOpen: dialog('#menu:popover-open', toolbar),
      press: button('more'),
      close: (): void => {
        find('#menu', toolbar())?.hidePopover();
      },
    },
  }[name];
}

function roomOf(): Kit.NoomRoom {
  const room = document.querySelector('noom-room');
  if (room === null) throw new Error('There is no room yet.');
  return room;
}

/** The first such element in an element's shadow tree. */
function find(selector: string, host: Element | null): HTMLElement | null {
  return host?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await frame();
}

function frame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { inRoom, stoppedClock, type Scene } from '../../../.storybook/story-room.js';
import { CallError } from '../../core/index.js';
import '../noom-room/index.js';
import './index.js';

const meta: Meta = { title: 'noom-prejoin', component: 'noom-prejoin' };
export default meta;

type Story = StoryObj;

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0';
/** What browsers say of themselves. */
const BROWSERS = {
  chromeOnMac: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36`,
  edgeOnWindows: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/156.0.0.0`,
  firefoxOnWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
  safariOnMac: 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15',
  chromeOnAndroid: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`,
  firefoxOnAndroid: 'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0',
  safariOnIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
  chromeOnIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 CriOS/156.0 Mobile/15E148 Safari/604.1',
  kakaoTalk: `Mozilla/5.0 (Linux; Android 15; SM; wv) ${CHROME} Mobile Safari/537.36 KAKAOTALK 25`,
} as const;

/** A story for as long as something is set for the whole page: so not beside others on a documentation page. */
function alone(story: Story, begin: () => () => void): Story {
  return {
    ...story,
    tags: ['!autodocs'],
    beforeEach: async (context) => {
      const end = begin();
      const endStory = typeof story.beforeEach === 'function' ? await story.beforeEach(context) : undefined;
      return async () => {
        end();
        await endStory?.();
      };
    },
  };
}

/** Both devices are blocked in another browser than the one in use. */
function blockedIn(userAgent: string, scene: Scene = { prepare: denyBoth }): Story {
  return alone(prejoin(scene), () => {
    Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true });
    return () => Reflect.deleteProperty(navigator, 'userAgent');
  });
}

function denyBoth({ devices }: Parameters<NonNullable<Scene['prepare']>>[0]): void {
  devices.deny('camera');
  devices.deny('microphone');
}

/** The system refuses both. */
const BY_SYSTEM: Scene = {
  prepare({ devices }) {
    devices.open = () => Promise.reject(new CallError('system-blocked'));
  },
};

/** Placed by the page: a composed room does not prepare by itself. */
function prejoin(scene: Scene = {}, look: { lang?: string; width?: string; displayName?: string } = {}): Story {
  const getsReady: Scene = {
    ...scene,
    async act(stage) {
      const isReady = stage.call.prepare();
      await (scene.act?.(stage) ?? isReady);
    },
  };
  return inRoom(
    getsReady,
    ({ call }): TemplateResult =>
      html`<noom-room
        .call=${call}
        room="tea"
        display-name=${look.displayName ?? 'Sora Kim'}
        lang=${ifDefined(look.lang)}
      >
        <div style="width: ${look.width ?? '100%'}"><noom-prejoin></noom-prejoin></div>
      </noom-room>`,
  );
}

export const Ready: Story = prejoin();

export const Narrow: Story = prejoin({}, { width: '390px' });

export const Opening: Story = prejoin({
  prepare({ devices }) {
    devices.delayMs = 24 * 60 * 60 * 1000;
  },
  act: (stage) => stage.inState('prejoin'),
});

export const DevicesOff: Story = prejoin({ call: { microphone: false, camera: false } });

export const CameraBlocked: Story = prejoin({ prepare: ({ devices }) => devices.deny('camera') });

export const MicrophoneBlocked: Story = prejoin({ prepare: ({ devices }) => devices.deny('microphone') });

export const BothBlocked: Story = prejoin({ prepare: denyBoth });

export const BlockedInChromeOnMac: Story = blockedIn(BROWSERS.chromeOnMac);

export const BlockedInEdgeOnWindows: Story = blockedIn(BROWSERS.edgeOnWindows);

export const BlockedInFirefoxOnWindows: Story = blockedIn(BROWSERS.firefoxOnWindows);

export const BlockedInSafariOnMac: Story = blockedIn(BROWSERS.safariOnMac);

export const BlockedInChromeOnAndroid: Story = blockedIn(BROWSERS.chromeOnAndroid);

export const BlockedInFirefoxOnAndroid: Story = blockedIn(BROWSERS.firefoxOnAndroid);

export const BlockedInSafariOnAnIphone: Story = blockedIn(BROWSERS.safariOnIphone);

export const BlockedInChromeOnAnIphone: Story = blockedIn(BROWSERS.chromeOnIphone);

export const BlockedInAnotherApp: Story = blockedIn(BROWSERS.kakaoTalk);

export const BlockedByMacOs: Story = blockedIn(BROWSERS.chromeOnMac, BY_SYSTEM);

export const BlockedByWindows: Story = blockedIn(BROWSERS.firefoxOnWindows, BY_SYSTEM);

export const BlockedByAndroid: Story = blockedIn(BROWSERS.chromeOnAndroid, BY_SYSTEM);

export const WhoIsInside: Story = prejoin({
  room: 'tea',
  participants: [{ name: 'Minji Park' }, { name: 'Ann' }, { name: 'Jun Lee' }],
});

export const ManyInside: Story = prejoin({
  room: 'tea',
  participants: [
    { name: 'Professor Wilhelmina Featherstonehaugh-Cholmondeley' },
    ...Array.from({ length: 10 }, (_, index) => ({ name: `Guest ${String(index + 1)}`, camera: false })),
  ],
});

export const Remembered: Story = alone(prejoin({}, { displayName: '' }), () => {
  localStorage.setItem('noom:name', '{"name":"Sora Kim"}');
  return () => {
    localStorage.removeItem('noom:name');
  };
});

export const NoDevices: Story = prejoin({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk', 'built-in-microphone', 'headset-microphone']) devices.unplug(id);
  },
});

export const CameraInUse: Story = prejoin({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk']) devices.busy(id);
  },
});

export const Joining: Story = prejoin({
  seams: { clock: stoppedClock },
  prepare: ({ signaling }) => signaling.unreachable(),
  async act(stage) {
    stage.meanwhile(stage.call.join());
    await stage.inState('connecting');
  },
});

export const Korean: Story = prejoin({ prepare: ({ devices }) => devices.deny('camera') }, { lang: 'ko' });

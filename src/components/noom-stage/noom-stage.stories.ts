import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { inRoom, insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import { inAnotherWindow } from '../../../.storybook/in-another-window.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  layout?: 'auto' | 'grid' | 'spotlight' | 'filmstrip';
  selfView?: 'tile' | 'float' | 'hidden';
  maxTiles?: number;
  width: string;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-stage',
  component: 'noom-stage',
  args: { width: '100%' },
  argTypes: {
    width: { table: { disable: true } },
    layout: { control: 'select', options: ['auto', 'grid', 'spotlight', 'filmstrip'] },
    selfView: { control: 'select', options: ['tile', 'float', 'hidden'] },
    maxTiles: { control: 'number' },
  },
};
export default meta;

function stage(scene: Scene): Story {
  return insideRoom(
    scene,
    ({ layout, selfView, maxTiles, width }: Args) =>
      html`<div style="box-sizing: border-box; width: ${width}; height: min(100vh, 640px); padding: 12px">
        <noom-stage
          layout=${ifDefined(layout)}
          self-view=${ifDefined(selfView)}
          max-tiles=${ifDefined(maxTiles)}
        ></noom-stage>
      </div>`,
  );
}

const NAMES = [
  'Minji Park',
  'Ann',
  'Jun Lee',
  'Hana',
  'Tomás García',
  'Li Wei',
  'Amara',
  'Noor',
  'Petra',
  'Kai',
  'Yuki',
];
const people = (count: number): Scene => ({
  participants: NAMES.slice(0, count).map((name, index) => ({
    name,
    speaking: index === 0,
    camera: index % 5 !== 2,
    microphone: index % 3 !== 1,
    hand: index === 3,
  })),
});

export const Alone: Story = stage({});

export const Two: Story = stage(people(1));

export const TwoInANarrowBox: Story = { ...stage(people(1)), args: { width: '390px' } };

export const Three: Story = stage(people(2));

export const Six: Story = stage(people(5));

export const Twelve: Story = stage(people(11));

export const Pages: Story = { ...stage(people(8)), args: { maxTiles: 4 } };

export const Spotlight: Story = { ...stage(people(4)), args: { layout: 'spotlight' } };

export const Filmstrip: Story = { ...stage(people(4)), args: { layout: 'filmstrip' } };

export const WithoutSelfView: Story = { ...stage(people(3)), args: { selfView: 'hidden' } };

export const FloatingSelfView: Story = { ...stage(people(3)), args: { selfView: 'float' } };

export const Pinned: Story = stage({
  ...people(4),
  async act(each) {
    await each.joined();
    await each.call.pin(each.room.participants[2]?.id ?? null);
  },
});

const joinedWithScreens = async (each: Stage): Promise<void> => {
  await each.joined();
  const others = each.room.participants.filter(({ call }) => call.snapshot.self.sources.screen.on);
  await each.until(
    ({ participants }) => participants.filter(({ sources }) => sources.screen.track !== null).length >= others.length,
  );
};

export const Screen: Story = stage({
  participants: [{ name: 'Minji Park', screen: true, speaking: true }, { name: 'Ann' }, { name: 'Jun Lee' }],
  act: joinedWithScreens,
});

export const ScreenInANarrowBox: Story = {
  ...stage({ participants: [{ name: 'Minji Park', screen: true }, { name: 'Ann' }], act: joinedWithScreens }),
  args: { width: '390px' },
};

export const SeveralScreens: Story = stage({
  participants: [
    { name: 'Minji Park', screen: true },
    { name: 'Ann', screen: true },
    { name: 'Jun Lee', camera: false },
  ],
  act: joinedWithScreens,
});

/** The local participant sees a notice, and the others as before. */
export const OwnScreen: Story = stage({
  ...people(3),
  async act(each) {
    await each.joined();
    await each.call.shareScreen(true);
  },
});

export const OwnScreenInAStrip: Story = {
  ...stage({
    ...people(6),
    async act(each) {
      await each.joined();
      await each.call.shareScreen(true);
    },
  }),
  args: { layout: 'spotlight', width: '390px' },
};

export const Interrupted: Story = stage({
  ...people(3),
  async act(each) {
    await each.joined();
    each.room.participants[1]?.interrupt();
  },
});

/** The notice, while the call is in a window of its own. */
export const Away: Story = inRoom(
  people(3),
  ({ room, call }) =>
    html`<noom-room .call=${call} room=${room.name} display-name="Sora Kim" autojoin ${inAnotherWindow}>
      <div style="box-sizing: border-box; height: min(100vh, 480px); padding: 12px"><noom-stage></noom-stage></div>
    </noom-room>`,
);

export const WithoutRoom: Story = {
  render: () => html`<div style="height: 320px; padding: 12px"><noom-stage></noom-stage></div>`,
};

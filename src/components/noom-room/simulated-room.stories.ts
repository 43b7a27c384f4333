import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { SimulatedRoom, SPEAKERS, type Simulation } from '../../../.storybook/simulation.js';
import type { CallController, CallSnapshot } from '../../core/index.js';
import './index.js';

interface Simulated {
  readonly room: SimulatedRoom;
  readonly call: CallController;
}

const slider = (max: number, step = 1): object => ({ control: { type: 'range', min: 0, max, step } });

/** A room to play with: no camera, no network, and everything else real. */
const meta: Meta<Simulation> = {
  title: 'A simulated room',
  // The tag has a page of documentation already.
  tags: ['!autodocs'],
  args: {
    people: 4,
    speaking: 'in turn',
    camerasOff: 1,
    handsRaised: 1,
    screens: 0,
    filesUnderWay: 0,
    interrupted: 0,
    latencyMs: 0,
    lossPercent: 0,
  },
  argTypes: {
    people: { name: 'people', control: { type: 'range', min: 1, max: 25, step: 1 } },
    speaking: { name: 'who speaks', control: 'inline-radio', options: SPEAKERS },
    camerasOff: { name: 'cameras off', ...slider(25) },
    handsRaised: { name: 'hands raised', ...slider(25) },
    screens: { name: 'screens', ...slider(3) },
    filesUnderWay: { name: 'files under way', ...slider(5) },
    interrupted: { name: 'links interrupted', ...slider(25) },
    latencyMs: { name: 'latency, ms', ...slider(2000, 50) },
    lossPercent: { name: 'loss, %', ...slider(90, 5) },
  },
};
export default meta;

/** The room of each canvas: other arguments change it, and another story closes it. */
const simulations = new WeakMap<HTMLElement, Simulated>();

function simulationOn(canvas: HTMLElement): Simulated {
  const known = simulations.get(canvas);
  if (known) return known;
  const room = new SimulatedRoom();
  const call = room.room.createCall({ displayName: 'Sora Kim' });
  // Whatever is offered is wanted, so that it is under way.
  call.addEventListener('noom-file-offered', ({ file }) => {
    file.accept().catch(() => undefined);
  });
  const simulated = { room, call };
  simulations.set(canvas, simulated);
  return simulated;
}

export const Playground: StoryObj<Simulation> = {
  beforeEach:
    ({ canvasElement }) =>
    () => {
      void simulations.get(canvasElement)?.room.close();
      simulations.delete(canvasElement);
    },
  render: (args, { canvasElement }) => {
    const { room, call } = simulationOn(canvasElement);
    void room.become(args);
    return html`<div style="height: min(100vh, 720px)">
      <noom-room .call=${call} room=${room.room.name} display-name="Sora Kim" autojoin></noom-room>
    </div>`;
  },
  async play({ args, canvasElement }) {
    const { room, call } = simulationOn(canvasElement);
    await room.become(args);
    await joined(call);
  },
};

export const Crowded: StoryObj<Simulation> = {
  ...Playground,
  args: { people: 12, handsRaised: 3, screens: 1, camerasOff: 4, filesUnderWay: 1, interrupted: 1 },
};

function joined(call: CallController): Promise<void> {
  return new Promise((resolve) => {
    const stop = call.subscribe(check);
    check(call.snapshot);
    function check({ state }: CallSnapshot): void {
      if (state !== 'joined') return;
      stop();
      resolve();
    }
  });
}

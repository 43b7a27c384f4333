import { expect } from '@open-wc/testing';
import type { CallErrorCode } from '../../src/core/base/errors.js';
import type { CaptureResult, Devices } from '../../src/core/devices/devices.js';

/** One sentence of what all devices do, and how to see it; `run` throws when they do not. */
export interface DevicesCase {
  readonly name: string;
  /** Whether it needs more devices than every tested browser has. */
  readonly isOfSeveral: boolean;
  run(devices: Devices): Promise<void>;
}

function stop({ camera, microphone }: CaptureResult): void {
  camera?.stop();
  microphone?.stop();
}

async function refuses(code: CallErrorCode, opening: Promise<CaptureResult>): Promise<void> {
  const outcome = await opening.then(stop, (error: unknown) => error);
  expect(outcome).to.have.property('code', code);
}

function devicesCase(name: string, run: DevicesCase['run'], isOfSeveral = false): DevicesCase {
  return { name, run, isOfSeveral };
}

/**
 * What `Devices` do, real or drawn, on a machine with two cameras, a microphone and a speaker, and permission given.
 */
export const devicesContract: readonly DevicesCase[] = [
  devicesCase(
    'list every device, each with its own id',
    async (devices) => {
      const listed = await devices.list();
      expect(new Set(listed.map(({ kind }) => kind))).to.deep.equal(new Set(['camera', 'microphone', 'speaker']));
      const cameras = listed.filter(({ kind }) => kind === 'camera').map(({ deviceId }) => deviceId);
      expect(cameras.length).to.be.greaterThan(1);
      expect(new Set(cameras).size).to.equal(cameras.length);
    },
    true,
  ),
  devicesCase('open a camera and a microphone together, live and among what is listed', async (devices) => {
    const opened = await devices.open({ camera: {}, microphone: {} });
    const listed = (await devices.list()).map(({ deviceId }) => deviceId);
    expect([opened.camera?.kind, opened.camera?.readyState]).to.deep.equal(['video', 'live']);
    expect([opened.microphone?.kind, opened.microphone?.readyState]).to.deep.equal(['audio', 'live']);
    expect(listed).to.include(opened.camera?.getSettings().deviceId);
    expect(listed).to.include(opened.microphone?.getSettings().deviceId);
    stop(opened);
  }),
  devicesCase('open only what is asked for', async (devices) => {
    const camera = await devices.open({ camera: {} });
    const microphone = await devices.open({ microphone: {} });
    expect([camera.microphone, microphone.camera]).to.deep.equal([null, null]);
    stop(camera);
    stop(microphone);
  }),
  devicesCase('open exactly the device that is named', async (devices) => {
    for (const { kind, deviceId, label } of await devices.list()) {
      if (kind !== 'camera') continue;
      const opened = await devices.open({ camera: { deviceId } });
      expect([opened.camera?.getSettings().deviceId, opened.camera?.label]).to.deep.equal([deviceId, label]);
      stop(opened);
    }
  }),
  devicesCase('open any camera when none has the facing mode that is wanted', async (devices) => {
    const opened = await devices.open({ camera: { facingMode: 'environment' } });
    expect(opened.camera?.readyState).to.equal('live');
    stop(opened);
  }),
  devicesCase('open the default one for an empty id', async (devices) => {
    const opened = await devices.open({ camera: { deviceId: '' }, microphone: { deviceId: '' } });
    expect([opened.camera?.readyState, opened.microphone?.readyState]).to.deep.equal(['live', 'live']);
    stop(opened);
  }),
  devicesCase('refuse a device that is not there, and to open nothing', async (devices) => {
    await refuses('device-missing', devices.open({ camera: { deviceId: 'none-of-ours' } }));
    await refuses('device-missing', devices.open({ camera: {}, microphone: { deviceId: 'none-of-ours' } }));
    await refuses('unsupported', devices.open({}));
  }),
  devicesCase('give each opening its own tracks', async (devices) => {
    const one = await devices.open({ camera: {} });
    const other = await devices.open({ camera: {} });
    stop(one);
    expect([one.camera?.readyState, other.camera?.readyState]).to.deep.equal(['ended', 'live']);
    stop(other);
  }),
  devicesCase('report permission, and can be watched and left alone again', async (devices) => {
    const undo = devices.watch(() => undefined);
    undo();
    undo();
    for (const kind of ['camera', 'microphone'] as const) {
      expect(await devices.permission(kind)).to.be.oneOf(['granted', 'prompt', 'unknown']);
    }
  }),
];

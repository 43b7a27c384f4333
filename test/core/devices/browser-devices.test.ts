import { expect } from '@open-wc/testing';
import { browserDevices } from '../../../src/core/devices/browser-devices.js';
import { CallError, type CallErrorCode } from '../../../src/core/base/errors.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { turn } from '../../fakes/turn.js';
import { itNeeds } from '../../harness/machine.js';

function failWith(error: unknown): void {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- A browser may reject with anything.
  replace(navigator.mediaDevices, 'getUserMedia', () => Promise.reject(error));
}

async function failure(): Promise<CallError> {
  return browserDevices.open({ microphone: {}, camera: {} }).then(
    () => expect.fail('opened'),
    (error: unknown) => error as CallError,
  );
}

afterEach(restore);

describe('what a browser answers when it opens no device', () => {
  const codes: [name: string, code: CallErrorCode][] = [
    ['NotAllowedError', 'permission-denied'],
    ['SecurityError', 'policy-blocked'],
    ['NotFoundError', 'device-missing'],
    ['OverconstrainedError', 'device-missing'],
    ['NotReadableError', 'device-in-use'],
    ['AbortError', 'device-in-use'],
    ['UnknownError', 'internal'],
  ];
  for (const [name, code] of codes) {
    it(`by a ${name} means ${code}`, async () => {
      const cause = new DOMException('', name);
      failWith(cause);
      const error = await failure();
      expect(error).to.be.instanceOf(CallError);
      expect([error.code, error.cause]).to.deep.equal([code, cause]);
    });
  }

  it('by a TypeError, where no device is requested, means unsupported', async () => {
    const outcome = await browserDevices.open({}).catch((error: unknown) => (error as CallError).code);
    expect(outcome).to.equal('unsupported');
  });

  it('by any other error means internal', async () => {
    for (const thrown of ['text', undefined, null, {}, new Error('x')]) {
      failWith(thrown);
      expect((await failure()).code).to.equal('internal');
    }
  });

  it('by a refusal is policy-blocked where the embedding page’s policy forbids', async () => {
    replace(document, 'featurePolicy', { allowsFeature: (name: string) => name !== 'microphone' });
    failWith(new DOMException('', 'NotAllowedError'));
    expect((await failure()).code).to.equal('policy-blocked');
    const camera = await browserDevices.open({ camera: {} }).catch((error: unknown) => (error as CallError).code);
    expect(camera).to.equal('permission-denied');
  });

  it('by a refusal in a frame without such a device is policy-blocked, where the policy cannot be read', async () => {
    replace(document, 'featurePolicy', undefined);
    replace(globalThis, 'self', {});
    failWith(new DOMException('', 'NotAllowedError'));
    let states: PermissionState[] = ['denied'];
    replace(navigator.permissions, 'query', () => Promise.resolve({ state: states[0] }));
    const listed: string[] = [];
    replace(navigator.mediaDevices, 'enumerateDevices', () => Promise.resolve(listed.map((kind) => ({ kind }))));
    expect((await failure()).code).to.equal('policy-blocked');
    listed.push('audioinput');
    const microphone = await browserDevices
      .open({ microphone: {} })
      .catch((error: unknown) => (error as CallError).code);
    expect(microphone).to.equal('permission-denied');
    expect((await failure()).code).to.equal('policy-blocked');
    listed.push('videoinput');
    expect((await failure()).code).to.equal('permission-denied');
    listed.splice(0);
    states = ['prompt'];
    expect((await failure()).code).to.equal('permission-dismissed');
  });

  const refusals: [message: string, state: PermissionState | null, code: CallErrorCode][] = [
    ['Permission dismissed', 'prompt', 'permission-dismissed'],
    ['Permission dismissed', null, 'permission-dismissed'],
    ['Permission dismissed', 'denied', 'permission-denied'],
    ['Permission denied', 'prompt', 'permission-denied'],
    ['Permission denied', 'denied', 'permission-denied'],
    ['Permission denied by system', 'granted', 'system-blocked'],
    ['The request is not allowed by the user agent or the platform.', 'prompt', 'permission-dismissed'],
    ['The request is not allowed by the user agent or the platform.', 'denied', 'permission-denied'],
    ['The request is not allowed by the user agent or the platform.', null, 'permission-denied'],
  ];
  for (const [message, state, code] of refusals) {
    it(`by “${message}” while permission is ${state ?? 'not known'} means ${code}`, async () => {
      failWith(new DOMException(message, 'NotAllowedError'));
      replace(navigator.permissions, 'query', () =>
        state === null ? Promise.reject(new TypeError()) : Promise.resolve({ state }),
      );
      expect((await failure()).code).to.equal(code);
    });
  }

  it('by a refusal of both is policy-blocked, too, when the policy forbids the camera alone', async () => {
    replace(document, 'featurePolicy', { allowsFeature: (name: string) => name !== 'camera' });
    failWith(new DOMException('Permission denied', 'NotAllowedError'));
    expect((await failure()).code).to.equal('policy-blocked');
  });

  it('means an insecure context, where an insecure page has no devices', async () => {
    replace(navigator, 'mediaDevices', undefined);
    replace(globalThis, 'isSecureContext', false);
    expect((await failure()).code).to.equal('insecure-context');
  });

  it('means unsupported, where it has no devices at all', async () => {
    replace(navigator, 'mediaDevices', undefined);
    expect((await failure()).code).to.equal('unsupported');
    expect(await browserDevices.list()).to.deep.equal([]);
    browserDevices.watch(() => undefined)();
  });
});

describe('what a browser is asked for', () => {
  async function asked(request: Parameters<typeof browserDevices.open>[0]): Promise<MediaStreamConstraints> {
    let constraints: MediaStreamConstraints = {};
    replace(navigator.mediaDevices, 'getUserMedia', (given: MediaStreamConstraints) => {
      constraints = given;
      return Promise.resolve(new MediaStream());
    });
    expect(await browserDevices.open(request)).to.deep.equal({ microphone: null, camera: null });
    return constraints;
  }

  it('is exactly the device that is named', async () => {
    const { audio, video } = await asked({ microphone: { deviceId: 'desk' }, camera: { deviceId: 'front' } });
    expect(audio).to.deep.equal({ deviceId: { exact: 'desk' } });
    expect(video).to.have.property('deviceId').that.deep.equals({ exact: 'front' });
  });

  it('is any device when none is named, and no picture when none is wanted', async () => {
    const { audio, video } = await asked({ microphone: { deviceId: '' } });
    expect([audio, video]).to.deep.equal([{}, false]);
  });

  it('is the facing mode that is wanted, if there is one', async () => {
    const { audio, video } = await asked({ camera: { facingMode: 'environment' } });
    expect(audio).to.equal(false);
    expect(video)
      .to.deep.include({ facingMode: { ideal: 'environment' } })
      .and.not.have.property('deviceId');
  });

  it('is a picture of a sensible size that any camera can give', async () => {
    const { video } = await asked({ camera: {} });
    expect(video).to.deep.equal({ width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } });
  });
});

describe('what a browser reports of its devices', () => {
  const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId) => ({
    kind,
    deviceId,
    label,
    groupId: 'g',
  });

  it('is read as cameras, microphones and speakers', async () => {
    const devices = [device('videoinput', 'v'), device('audioinput', 'i', ''), device('audiooutput', 'o')];
    replace(navigator.mediaDevices, 'enumerateDevices', () => Promise.resolve(devices));
    expect(await browserDevices.list()).to.deep.equal([
      { kind: 'camera', deviceId: 'v', label: 'v', groupId: 'g' },
      { kind: 'microphone', deviceId: 'i', label: '', groupId: 'g' },
      { kind: 'speaker', deviceId: 'o', label: 'o', groupId: 'g' },
    ]);
  });

  it('is nothing where it refuses', async () => {
    replace(navigator.mediaDevices, 'enumerateDevices', () =>
      Promise.reject(new DOMException('', 'InvalidStateError')),
    );
    expect(await browserDevices.list()).to.deep.equal([]);
  });

  it('is unknown for a permission whose name it does not know', async () => {
    replace(navigator.permissions, 'query', () => Promise.reject(new TypeError()));
    expect(await browserDevices.permission('camera')).to.equal('unknown');
    replace(navigator, 'permissions', undefined);
    expect(await browserDevices.permission('microphone')).to.equal('unknown');
  });

  it('is reported at every change of devices and permissions until the watch ends', async () => {
    const status = Object.assign(new EventTarget(), { state: 'prompt' });
    replace(navigator.permissions, 'query', () => Promise.resolve(status));
    let changes = 0;
    const stop = browserDevices.watch(() => (changes += 1));
    await turn();
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    status.dispatchEvent(new Event('change'));
    // The devices, and the one status that stands for both permissions here.
    expect(changes).to.equal(2);
    stop();
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    status.dispatchEvent(new Event('change'));
    expect(changes).to.equal(2);
  });

  it('is not listened to when the watch ends before the browser has answered', async () => {
    const status = Object.assign(new EventTarget(), { state: 'prompt' });
    replace(navigator.permissions, 'query', () => Promise.resolve(status));
    browserDevices.watch(() => expect.fail('told'))();
    await turn();
    status.dispatchEvent(new Event('change'));
  });
});

describe('the devices of a browser', () => {
  it('are missing when their id does not exist', async () => {
    const error: unknown = await browserDevices.open({ camera: { deviceId: 'nobody' } }).catch((each: unknown) => each);
    expect(error).to.have.property('code', 'device-missing');
  });

  itNeeds('several cameras', 'can be open at the same time', async () => {
    const cameras = (await browserDevices.list()).filter(({ kind }) => kind === 'camera');
    const tracks = await Promise.all(cameras.map(({ deviceId }) => browserDevices.open({ camera: { deviceId } })));
    expect(tracks.map(({ camera }) => camera?.getSettings().deviceId)).to.deep.equal(
      cameras.map(({ deviceId }) => deviceId),
    );
    for (const { camera } of tracks) camera?.stop();
  });
});

import type { CheckContext, CheckedSignaling, IceServersFound } from '../../../src/core/check/check-context.js';
import type { CheckOptions, CheckStep, ConnectionCheck } from '../../../src/core/check/check-report.js';
import { runCheck } from '../../../src/core/check/run-check.js';
import type { DeviceSource } from '../../../src/core/model/sources.js';
import { FakeClock } from '../browser/fake-clock.js';
import { createTrack } from '../browser/tracks.js';
import { turn } from '../turn.js';

/** What happens when a connection gathers: candidates by their types, error codes, and whether that ends. */
export interface Gathered {
  readonly types?: readonly string[];
  readonly errors?: readonly number[];
  readonly isComplete?: boolean;
}

/** The part of a peer connection that a check uses; what it gathers is scripted by its configuration. */
class FakeConnection {
  connectionState: RTCPeerConnectionState = 'new';
  iceGatheringState: RTCIceGatheringState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  isClosed = false;
  onicecandidate: ((event: { candidate: object | null }) => void) | null = null;
  onicecandidateerror: ((event: { errorCode: number }) => void) | null = null;
  onicegatheringstatechange: (() => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  readonly #world: CheckWorld;
  readonly configuration: RTCConfiguration;
  #isMedia = false;

  constructor(world: CheckWorld, configuration: RTCConfiguration) {
    this.#world = world;
    this.configuration = configuration;
  }

  createDataChannel(): void {
    /* Only so that there is something to gather for. */
  }

  addTransceiver(_: unknown, init: RTCRtpTransceiverInit): void {
    this.#world.transceivers.push(init);
    this.#isMedia = true;
  }

  createOffer(): Promise<object> {
    return Promise.resolve({ type: 'offer', sdp: '' });
  }

  createAnswer(): Promise<object> {
    this.#isMedia = true;
    return Promise.resolve({ type: 'answer', sdp: '' });
  }

  setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.localDescription = description;
    if (this.#isMedia) return Promise.resolve();
    const url = String(this.configuration.iceServers?.[0]?.urls);
    const { types = [], errors = [], isComplete = true } = this.#world.gathered(url);
    queueMicrotask(() => {
      for (const errorCode of errors) this.onicecandidateerror?.({ errorCode });
      for (const type of types)
        this.onicecandidate?.({ candidate: { candidate: `candidate:1 1 udp 1 x 9 typ ${type}` } });
      if (!isComplete) return;
      this.iceGatheringState = 'complete';
      this.onicegatheringstatechange?.();
    });
    return Promise.resolve();
  }

  setRemoteDescription({ type }: RTCSessionDescriptionInit): Promise<void> {
    if (type === 'answer' && this.#world.loopback !== null) {
      queueMicrotask(() => {
        for (const each of this.#world.connections.slice(-2)) {
          each.connectionState = this.#world.loopback ?? 'new';
          each.onconnectionstatechange?.();
        }
      });
    }
    return Promise.resolve();
  }

  addIceCandidate(): Promise<void> {
    return Promise.resolve();
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(this.#world.stats());
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A check with everything around it scripted, on a clock that stands still. */
export class CheckWorld {
  readonly clock = new FakeClock();
  readonly steps: CheckStep[] = [];
  readonly connections: FakeConnection[] = [];
  readonly transceivers: RTCRtpTransceiverInit[] = [];
  readonly opened: MediaStreamTrack[] = [];
  readonly errors: unknown[] = [];
  readonly inUse: Partial<Record<DeviceSource, MediaStreamTrack>> = {};
  icePolicy: 'all' | 'relay' = 'all';
  isInRoom = false;
  servers: IceServersFound | Promise<IceServersFound> = [
    { urls: ['stun:s', 'turn:t', 'turn:t?transport=tcp', 'turns:t'], username: 'u', credential: 'c' },
  ];
  /** What the two sides of the call with itself become; `null`: nothing happens. */
  loopback: 'connected' | 'failed' | null = 'connected';
  /** How a device answers. */
  openDevice: (source: DeviceSource) => Promise<MediaStreamTrack | null> = (source) =>
    Promise.resolve(this.track(source));
  gathered: (url: string) => Gathered = (url) => ({ types: [url.startsWith('stun') ? 'srflx' : 'relay'] });
  /** How long the signaling server takes; `null`: for ever. */
  connectMs: number | null = 40;
  pingMs = 20;
  /** Throws what the browser throws for a configuration. */
  refuse: (configuration: RTCConfiguration) => void = () => undefined;
  signalingOpen = 0;
  picturesOpen = 0;
  #asked = 0;

  /** Runs the check; the steps are recorded. */
  run({ signal, onStep }: CheckOptions = {}): Promise<ConnectionCheck> {
    return runCheck(this.#context, {
      ...(signal && { signal }),
      onStep: (step) => {
        this.steps.push(step);
        onStep?.(step);
      },
    });
  }

  /** Lets time pass, second after second, with everything that follows from it. */
  async pass(seconds: number): Promise<void> {
    await turn();
    for (let passed = 0; passed < seconds; passed += 0.5) {
      this.clock.advance(500);
      await turn();
    }
  }

  /** The result, with as much time as it needs. */
  async result(options: CheckOptions = {}): Promise<ConnectionCheck> {
    const running = this.run(options);
    void this.pass(120);
    return await running;
  }

  /** What was not closed. */
  get leftovers(): object {
    return {
      timers: this.clock.pending,
      tracks: this.opened.filter(({ readyState }) => readyState === 'live').length,
      connections: this.connections.filter(({ isClosed }) => !isClosed).length,
      signaling: this.signalingOpen,
      pictures: this.picturesOpen,
    };
  }

  track(source: DeviceSource): MediaStreamTrack {
    const track = createTrack(source, { width: 640, height: 360 });
    this.opened.push(track);
    return track;
  }

  /** Statistics of three seconds at 24 frames a second, by how often they were asked for. */
  stats(): Map<string, object> {
    const step = Math.floor(this.#asked / 2);
    this.#asked += 1;
    return new Map<string, object>([
      [
        'in',
        {
          type: 'inbound-rtp',
          kind: 'video',
          framesDecoded: 72 * step,
          packetsReceived: 99 * step,
          packetsLost: step,
          jitter: 0.003,
        },
      ],
      ['out', { type: 'outbound-rtp', kind: 'video', bytesSent: 150_000 * step }],
      ['pair', { type: 'candidate-pair', state: 'succeeded', bytesSent: 9, currentRoundTripTime: 0.021 }],
    ]);
  }

  get #context(): CheckContext {
    return {
      clock: this.clock,
      icePolicy: this.icePolicy,
      isInRoom: this.isInRoom,
      openTrackOf: (source) => this.inUse[source] ?? null,
      openDevice: (source) => this.openDevice(source),
      createSignaling: () => this.#createSignaling(),
      findIceServers: () => Promise.resolve(this.servers),
      createConnection: (configuration) => {
        this.refuse(configuration);
        const connection = new FakeConnection(this, configuration);
        this.connections.push(connection);
        return connection as unknown as RTCPeerConnection;
      },
      createPicture: () => {
        this.picturesOpen += 1;
        return {
          track: createTrack('camera'),
          close: () => {
            this.picturesOpen -= 1;
          },
        };
      },
      reportError: (error) => this.errors.push(error),
    };
  }

  #createSignaling(): CheckedSignaling {
    this.signalingOpen += 1;
    const after = (delayMs: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', this.clock.after(delayMs, resolve));
      });
    return {
      open: (signal) => (this.connectMs === null ? new Promise(() => undefined) : after(this.connectMs, signal)),
      ping: (signal) => after(this.pingMs, signal),
      close: () => {
        this.signalingOpen -= 1;
      },
    };
  }
}

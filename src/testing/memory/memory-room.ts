import { systemClock, type Clock } from '../../core/base/clock.js';
import { WIRE_LIMITS } from '../../protocol/protocol.js';
import { CallController, CallError, type CallOptions, type CallSeams } from '../../core/index.js';
import { CrowdMember } from './crowd-member.js';
import { crowdName } from './crowd-names.js';
import { MemorySignaling, type MemorySignalingOptions } from './memory-signaling.js';
import { DrawnDevices, type DrawnDevicesOptions } from '../drawn/drawn-devices.js';
import { DrawnDisplays, type DrawnDisplaysOptions } from '../drawn/drawn-displays.js';
import { DrawnParticipant, type DrawnParticipantOptions } from '../drawn/drawn-participant.js';
import { DrawnSound, type Sound } from '../drawn/drawn-sound.js';
import { Silence } from '../drawn/silence.js';
import { PERFECT, type MemoryConditions } from './memory-conditions.js';
import type { MemoryEngine } from './memory-engine.js';
import { MemoryNetwork } from './memory-plane.js';
import { MemoryServedNetwork } from './memory-served.js';
import { PORTRAITS } from '../drawn/portrait.js';

/** Options of a memory room. */
export interface MemoryRoomOptions {
  /** Its name; `memory` by default. */
  room?: string;
  /** The drawn participants who join by themselves, in this order; the first is the host. */
  participants?: readonly DrawnParticipantOptions[];
  /** How many participants without pictures join before them, up to 300 in all. */
  crowd?: number;
  /** The devices of the local participant. */
  devices?: Omit<DrawnDevicesOptions, 'clock' | 'sound'>;
  /** What the local participant can share. */
  displays?: Omit<DrawnDisplaysOptions, 'clock' | 'sound'>;
  signaling?: Omit<MemorySignalingOptions, 'clock'>;
  /** Whether no sound is made and none is played, so that the browser asks for no press in order to hear it. */
  isSilent?: boolean;
  clock?: Clock;
  /** The media server of large rooms; without one, the room stays a mesh. */
  engine?: MemoryEngine;
}

/** A room on this page alone: real calls on a server, a network and devices in memory. Made by `createMemoryRoom()`. */
export class MemoryRoom {
  readonly name: string;
  /** The server, which can be made to fail. */
  readonly signaling: MemorySignaling;
  /** The devices of the local participant, which can be refused, unplugged and slow. */
  readonly devices: DrawnDevices;
  /** The displays of the local participant, which can be refused, ended and slow. */
  readonly displays: DrawnDisplays;
  readonly #clock: Clock;
  readonly #network: MemoryNetwork;
  readonly #served: MemoryServedNetwork | null;
  readonly #sound: Sound;
  readonly #participants: DrawnParticipant[] = [];
  readonly #crowd: CrowdMember[] = [];
  readonly #calls: CallController[] = [];
  readonly #captured: { close(): void }[] = [];
  readonly #crowded: Promise<void>;
  #isStill = false;
  #isClosed = false;

  constructor(options: MemoryRoomOptions = {}) {
    const { room = 'memory', participants = [], devices, displays, signaling } = options;
    const { clock = systemClock, isSilent = false, engine, crowd = 0 } = options;
    this.name = room;
    this.#clock = clock;
    this.#network = new MemoryNetwork(clock, { carriesSound: !isSilent });
    this.#sound = isSilent ? new Silence() : new DrawnSound();
    this.#served = engine ? new MemoryServedNetwork(engine, clock, { carriesSound: !isSilent }) : null;
    const size = crowd > 0 ? { maxParticipants: WIRE_LIMITS.participants } : {};
    this.signaling = new MemorySignaling({ ...size, ...signaling, ...(engine && { engine }), clock });
    this.devices = this.#createDevices({ portrait: PORTRAITS[0], ...devices });
    this.displays = this.#createDisplays(displays);
    this.#crowded = this.addCrowd(crowd).then(() => undefined);
    // A caller may await it; a room that is closed early is no unhandled rejection.
    this.#crowded.catch(() => undefined);
    for (const participant of participants) this.add(participant);
  }

  /** The participants without pictures who ever joined, in order. */
  get crowd(): readonly CrowdMember[] {
    return this.#crowd;
  }

  /** All drawn participants who ever joined, in order. */
  get participants(): readonly DrawnParticipant[] {
    return this.#participants;
  }

  /** Settles when all drawn participants so far are in the room. */
  get ready(): Promise<void> {
    return Promise.all([this.#crowded, ...this.#participants.map(({ joined }) => joined)]).then(() => undefined);
  }

  /**
   * Adds participants without pictures, who join at once, one after another; resolves when they have. The server has to
   * have seats for them (`signaling.maxParticipants`, or the option `crowd`).
   */
  async addCrowd(count: number): Promise<readonly CrowdMember[]> {
    const members = Array.from({ length: count }, (_, index) => {
      return new CrowdMember(this.signaling, crowdName(this.#crowd.length + index));
    });
    this.#crowd.push(...members);
    for (const member of members) await member.join(this.name);
    return members;
  }

  /** Adds a drawn participant, who joins after all earlier ones. */
  add(options: DrawnParticipantOptions): DrawnParticipant {
    const { name, camera, microphone, hand = false, speaking = false, screen = false } = options;
    const portrait = options.portrait ?? PORTRAITS[(this.#participants.length + 1) % PORTRAITS.length] ?? PORTRAITS[0];
    const devices = this.#createDevices({ portrait });
    const displays = this.#createDisplays();
    const plane = this.#network.createPlane();
    const call: CallController = this.createCall(
      { displayName: name, ...(camera !== undefined && { camera }), ...(microphone !== undefined && { microphone }) },
      {
        devices,
        displays,
        createPlane: ({ signaling }) => {
          // A mesh to which the room comes back is another one.
          if (isIn(call)) return this.#network.createPlane({ signaling });
          plane.signaling = signaling;
          return plane;
        },
      },
    );
    const joined = this.#earlierJoined().then(async () => {
      if (this.#isClosed) throw new CallError('not-allowed', { message: 'The memory room was closed.' });
      await call.join();
      if (hand) await call.raiseHand(true);
      if (screen) await call.shareScreen(true);
    });
    // A caller may await it; a room that is closed early is no unhandled rejection.
    joined.catch(() => undefined);
    const participant = new DrawnParticipant({ name, call, devices, displays, plane, joined });
    participant.speak(speaking);
    devices.frameLoss = this.#network.conditions.loss;
    devices.isStill = this.#isStill;
    this.#participants.push(participant);
    return participant;
  }

  /** Sets what the network does from now on to the data and the drawn pictures of all; what is not given is perfect. */
  setConditions(conditions: Partial<MemoryConditions>): void {
    this.#network.conditions = { ...PERFECT, ...conditions };
    for (const { devices } of this.#participants) devices.frameLoss = this.#network.conditions.loss;
  }

  /** The drawn pictures stand still from now on, or move again; what is said and done goes on. */
  setStill(isStill: boolean): void {
    this.#isStill = isStill;
    for (const { devices } of [this, ...this.#participants]) devices.isStill = isStill;
  }

  /** Makes a call of the local participant in this room, not joined yet; `seams` replaces parts of it. */
  createCall(options: CallOptions = {}, seams: Partial<CallSeams> = {}): CallController {
    const call = new CallController(
      { room: this.name, ...options },
      {
        createTransport: () => this.signaling.createTransport(),
        createPlane: (planeOptions) => this.#network.createPlane(planeOptions),
        createServedPlane: (access) =>
          this.#served
            ? Promise.resolve(this.#served.createPlane(access))
            : Promise.reject(new CallError('unsupported')),
        prefetchServedPlane: () => undefined,
        devices: this.devices,
        displays: this.displays,
        storage: null,
        clock: this.#clock,
        ...seams,
      },
    );
    this.#calls.push(call);
    return call;
  }

  /** Puts a call of this room into a `<noom-room>` that is not joined yet, and returns it. */
  attach(element: { call: CallController }, options?: CallOptions): CallController {
    const call = this.createCall(options);
    element.call = call;
    return call;
  }

  /** All leave, and everything ends: connections, tracks, timers. May be called twice. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const leaving = this.#calls.splice(0).map((call) => call.leave());
    this.signaling.close();
    await Promise.allSettled(leaving);
    for (const captured of this.#captured) captured.close();
  }

  async #earlierJoined(): Promise<void> {
    await Promise.allSettled([this.#crowded, ...this.#participants.map(({ joined }) => joined)]);
  }

  #createDevices(options: DrawnDevicesOptions): DrawnDevices {
    const devices = new DrawnDevices({ ...options, clock: this.#clock, sound: this.#sound });
    this.#captured.push(devices);
    return devices;
  }

  #createDisplays(options: DrawnDisplaysOptions = {}): DrawnDisplays {
    const displays = new DrawnDisplays({ ...options, clock: this.#clock, sound: this.#sound });
    this.#captured.push(displays);
    return displays;
  }
}

function isIn({ snapshot }: CallController): boolean {
  return snapshot.state === 'joined' || snapshot.state === 'reconnecting';
}

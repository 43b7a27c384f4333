import type { CallController } from '../../core/index.js';
import type { DrawnDevices } from './drawn-devices.js';
import type { DrawnDisplays } from './drawn-displays.js';
import type { MemoryPlane } from '../memory/memory-plane.js';
import type { Portrait } from './portrait.js';

/** Loud enough for every level meter, 0 to 1. */
const SPEAKING_LEVEL = 0.4;

/** How a drawn participant joins. */
export interface DrawnParticipantOptions {
  name: string;
  /** On by default. */
  camera?: boolean;
  /** On by default. */
  microphone?: boolean;
  hand?: boolean;
  speaking?: boolean;
  /** Whether they share a screen. */
  screen?: boolean;
  /** The next unused one by default. */
  portrait?: Portrait;
}

/** The parts of a drawn participant: a real call on a drawn camera and a plane in memory. */
export interface DrawnParticipantParts {
  readonly name: string;
  readonly call: CallController;
  readonly devices: DrawnDevices;
  readonly displays: DrawnDisplays;
  readonly plane: MemoryPlane;
  /** Settles when they are in the room. */
  readonly joined: Promise<void>;
}

/** A scripted participant in a memory room. Every method waits until they have joined. */
export class DrawnParticipant {
  readonly name: string;
  readonly call: CallController;
  readonly devices: DrawnDevices;
  readonly displays: DrawnDisplays;
  readonly joined: Promise<void>;
  readonly #plane: MemoryPlane;

  constructor({ name, call, devices, displays, plane, joined }: DrawnParticipantParts) {
    this.name = name;
    this.call = call;
    this.devices = devices;
    this.displays = displays;
    this.joined = joined;
    this.#plane = plane;
  }

  /** Given by the server in memory; `''` until joined. */
  get id(): string {
    return this.call.snapshot.self.id;
  }

  async say(text: string, options?: { to?: string; replyTo?: string }): Promise<void> {
    await this.joined;
    await this.call.sendMessage(text, options);
  }

  async setCamera(on: boolean): Promise<void> {
    await this.joined;
    await this.call.setCamera(on);
  }

  async setMicrophone(on: boolean): Promise<void> {
    await this.joined;
    await this.call.setMicrophone(on);
  }

  async shareScreen(on = true): Promise<void> {
    await this.joined;
    await this.call.shareScreen(on);
  }

  async react(emoji: string): Promise<void> {
    await this.joined;
    await this.call.react(emoji);
  }

  async raiseHand(on = true): Promise<void> {
    await this.joined;
    await this.call.raiseHand(on);
  }

  /** Speaks until told otherwise; not heard while the microphone is off. */
  speak(on = true): void {
    this.devices.isSpeaking = on;
    this.#plane.level = on ? SPEAKING_LEVEL : 0;
  }

  /** Interrupts the links to all others, until `restore()`; the seat in the room is kept. */
  interrupt(): void {
    this.#plane.setPath('interrupted');
  }

  /** Makes the links to all others fail, until `restore()`. */
  fail(): void {
    this.#plane.setPath('failed');
  }

  restore(): void {
    this.#plane.setPath('connected');
  }

  async leave(): Promise<void> {
    await this.joined;
    await this.call.leave();
  }
}

import type { CallEventMap } from './call-events.js';
import type { CallOptions, CallSeams } from './call-options.js';
import { initialSnapshot, type CallSnapshot, type DeviceKind } from './call-snapshot.js';
import { TypedEventTarget } from './typed-events.js';

/* skeleton: signatures only, being written */
export class CallController extends TypedEventTarget<CallEventMap> {
  constructor(_options: CallOptions = {}, _seams: Partial<CallSeams> = {}) {
    super();
  }
  get snapshot(): CallSnapshot {
    return initialSnapshot('');
  }
  /** By participant id; `''` is oneself before joining. 0 to 1. */
  readonly levels = { get: (_participantId: string): number => 0 };
  /** Calls back at every new snapshot; returns the undo. */
  subscribe(_listener: (snapshot: CallSnapshot) => void): () => void {
    return () => undefined;
  }
  configure(_options: CallOptions): void {}
  /** Prejoin: connects the socket and opens the devices by wish; state `prejoin`. Never rejects: what failed is in the snapshot and an event. */
  prepare(): Promise<void> {
    return Promise.resolve();
  }
  join(): Promise<void> {
    return Promise.resolve();
  }
  leave(): Promise<void> {
    return Promise.resolve();
  }
  setMicrophone(_on: boolean): Promise<void> {
    return Promise.resolve();
  }
  setCamera(_on: boolean): Promise<void> {
    return Promise.resolve();
  }
  selectDevice(_kind: DeviceKind, _deviceId: string): Promise<void> {
    return Promise.resolve();
  }
  flipCamera(): Promise<void> {
    return Promise.resolve();
  }
  sendMessage(_text: string, _options: { to?: string } = {}): Promise<void> {
    return Promise.resolve();
  }
  sendData(_data: string | Uint8Array | ArrayBuffer, _options: { to?: string; channel?: string } = {}): Promise<void> {
    return Promise.resolve();
  }
  raiseHand(_on: boolean): Promise<void> {
    return Promise.resolve();
  }
  pin(_participantId: string | null): Promise<void> {
    return Promise.resolve();
  }
  getReport(): Promise<unknown> {
    return Promise.resolve();
  }
}

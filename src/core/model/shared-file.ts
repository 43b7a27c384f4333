/**
 * How far a file has come, for its receiver; for its sender, how far it has come on the whole.
 * - `offered`: the receiver has not answered.
 * - `waiting`: it is wanted, and begins when one of those under way is done.
 * - `transferring`: its bytes are under way.
 * - `paused`: the connection is interrupted, or the sender sends nothing. It goes on from the last whole piece.
 * - `done`: the receiver has it, and its checksums are right.
 * - `declined`: the receiver does not want it.
 * - `stopped`: one side stopped it.
 * - `failed`: it could not be read, kept or verified; `failure` says which.
 * - `gone`: its sender has left before it arrived.
 */
export type FileState =
  'offered' | 'waiting' | 'transferring' | 'paused' | 'done' | 'declined' | 'stopped' | 'failed' | 'gone';

/**
 * Why a file failed: its sender cannot read it any more; it is too large for the receiver's browser; the receiver has no
 * room for it; what came is not what was offered; the sender has sent nothing for two minutes.
 */
export type FileFailure = 'unreadable' | 'too-large' | 'no-room' | 'damaged' | 'silent';

/** How far a local file has come for one of its receivers. */
export interface FileRecipient {
  readonly id: string;
  readonly name: string;
  readonly state: FileState;
  /** How many bytes they have. */
  readonly bytes: number;
}

/** What is known of a file from its offer. */
export interface FileFacts {
  /** Unique together with `from`. */
  readonly id: string;
  /** Without folders and without characters that deceive. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The MIME type that the sender states. */
  readonly type: string;
  /** The participant who sends it. */
  readonly from: string;
  /** The name of that participant. */
  readonly sender: string;
  /** Set where it is for one participant alone. */
  readonly to: string | null;
  /** When it was offered: milliseconds since the epoch, by the sender's clock, never in this page's future. */
  readonly at: number;
  /** Whether the local participant sends it. */
  readonly isLocal: boolean;
}

/** A file that a participant sends to others. Frozen; another object with each change. */
export interface SharedFile extends FileFacts {
  readonly state: FileState;
  /** How many bytes have arrived; of a local file, at all receivers who want it together. */
  readonly bytes: number;
  /** The receivers of a local file; empty for those of others. */
  readonly recipients: readonly FileRecipient[];
  /** The file, once it is here; a local one always. Its type is one that a browser runs nothing of. */
  readonly blob: Blob | null;
  /** Why it failed. */
  readonly failure: FileFailure | null;
  /**
   * Receives a file of another participant; again after it was declined, stopped or failed. Resolves when that has
   * begun; the outcome is its `state`: `failed`, with `failure` `too-large`, where this browser cannot keep it.
   * @throws CallError `not-allowed` when it is no longer there; `insecure-context`.
   */
  accept(): Promise<void>;
  /** Tells the sender that it is not wanted. */
  decline(): void;
  /** Stops: a file of another participant for the local one, a local file for all. What has arrived stays. */
  cancel(): void;
}

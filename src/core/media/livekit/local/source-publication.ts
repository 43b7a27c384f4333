import type { Source } from '../../../model/sources.js';
import type { LiveKit, LocalTrack, Room, TrackPublishOptions } from '../library/load-livekit.js';
import { publishOptionsFor } from './publish-options.js';

/** What a publication reports. */
export interface PublicationHandlers {
  /** What is sent has changed, or nothing is under way any more. */
  handleChanged: () => void;
  /** What is wished cannot be sent; `cause` is what the library threw. */
  handleUnsent: (source: Source, cause: unknown) => void;
}

/** One source of the local participant in one room. */
interface PublicationOptions {
  readonly livekit: LiveKit;
  readonly room: Room;
  readonly source: Source;
  readonly handlers: PublicationHandlers;
}

/**
 * Sends one source to one room: clones of what is wished, one change at a time, and the newest wish last. The library
 * writes to the tracks that it is given, and stops them; the clones keep that from everything else that uses the
 * originals. The first track is published; later ones replace it without a negotiation, and what is off is paused.
 */
export class SourcePublication {
  readonly #options: PublicationOptions;
  #wanted: MediaStreamTrack | null = null;
  /** The original of what is sent; `stopped` between a wish for nothing and its end. */
  #sent: MediaStreamTrack | 'stopped' | null = null;
  /** What could not be sent, which is not tried again before it may have become possible. */
  #refused: MediaStreamTrack | null = null;
  #clone: MediaStreamTrack | null = null;
  #local: LocalTrack | null = null;
  #isChanging = false;
  #isClosed = false;

  constructor(options: PublicationOptions) {
    this.#options = options;
  }

  /** Whether the source is sent. */
  get isSent(): boolean {
    return this.#sent !== null && this.#sent === this.#wanted;
  }

  /** Whether all that was wished has been done, or has failed. */
  get isSettled(): boolean {
    return this.#isClosed || this.#wanted === this.#sent || this.#wanted === this.#refused;
  }

  want(track: MediaStreamTrack | null): void {
    if (track === this.#wanted) return;
    this.#wanted = track;
    this.#refused = null;
    // In this task, so that the light of the camera goes out now: it is on while any clone is live.
    if (track === null) {
      this.#stopClone();
      // The same track may be wished for again at once, and needs another clone then.
      if (this.#sent !== null) this.#sent = 'stopped';
    }
    void this.#change();
  }

  /** Whether what is wished could not be sent. */
  get isRefused(): boolean {
    return this.#refused !== null;
  }

  /** What could not be sent is tried again: the server may allow it now, or may have been busy. */
  retry(): void {
    if (this.#refused === null) return;
    this.#refused = null;
    void this.#change();
  }

  /** The library has taken a track out of the room: one that ended, or that is not allowed any longer. */
  handleUnpublished(local: LocalTrack | undefined): void {
    if (local === undefined || local !== this.#local) return;
    this.#local = null;
    this.#stopClone();
    this.#refused = this.#wanted;
    this.#sent = null;
    this.#options.handlers.handleChanged();
  }

  /** The room is over. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#stopClone();
  }

  async #change(): Promise<void> {
    if (this.#isChanging) return;
    this.#isChanging = true;
    while (!this.isSettled) {
      const wanted = this.#wanted;
      try {
        await this.#apply(wanted);
        this.#sent = wanted !== null && this.#clone === null ? 'stopped' : wanted;
      } catch (cause) {
        if (this.#isClosed) break;
        this.#fail(wanted, cause);
      }
    }
    this.#isChanging = false;
    if (!this.#isClosed) this.#options.handlers.handleChanged();
  }

  #fail(wanted: MediaStreamTrack | null, cause: unknown): void {
    this.#stopClone();
    this.#sent = null;
    if (wanted !== this.#wanted || wanted === null) return;
    this.#refused = wanted;
    this.#options.handlers.handleUnsent(this.#options.source, cause);
  }

  async #apply(wanted: MediaStreamTrack | null): Promise<void> {
    if (wanted === null) {
      await this.#local?.pauseUpstream();
      return;
    }
    const former = this.#clone;
    const clone = this.#cloneOf(wanted);
    this.#clone = clone;
    try {
      if (this.#local === null) await this.#publish(clone);
      else await replaceBy(clone, this.#local);
    } finally {
      former?.stop();
      // Off, or over, since then: nothing holds this clone any more.
      if (this.#clone !== clone) clone.stop();
    }
  }

  async #publish(clone: MediaStreamTrack): Promise<void> {
    const { livekit, room, source } = this.#options;
    const local =
      clone.kind === 'audio'
        ? new livekit.LocalAudioTrack(clone, undefined, true)
        : new livekit.LocalVideoTrack(clone, undefined, true);
    const options: TrackPublishOptions = publishOptionsFor(source, livekit);
    await room.localParticipant.publishTrack(local, options);
    this.#local = local;
  }

  #cloneOf(track: MediaStreamTrack): MediaStreamTrack {
    const clone = track.clone();
    // Letters stay readable; the call says so of a captured screen by itself, in more detail.
    if (this.#options.source === 'screen' && 'contentHint' in clone) {
      clone.contentHint = track.contentHint === '' ? 'detail' : track.contentHint;
    }
    return clone;
  }

  #stopClone(): void {
    this.#clone?.stop();
    this.#clone = null;
  }
}

async function replaceBy(clone: MediaStreamTrack, local: LocalTrack): Promise<void> {
  await local.replaceTrack(clone, true);
  // After a device has ended, or the server has muted it, the library would disable everything that comes.
  if (local.isMuted) await local.unmute();
}

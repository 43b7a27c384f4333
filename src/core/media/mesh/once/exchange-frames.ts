/**
 * What runs in the worker: the encoded frames of each sender come by, and those of a follower get the data of the sender that it follows.
 */

/** How the frames of a sender are to be sent. */
export interface FrameOrder {
  readonly id: number;
  /** The sender whose data its frames are to have; `null`: its own. `'gone'`: there is no such sender any more. */
  readonly follows: number | null | 'gone';
  /** Whether a frame may be left out, as in H.264: in VP8 the receiver waits for the one that its descriptor counts. */
  readonly maySkip?: boolean;
}

/**
 * What the worker tells. `ready`: it runs. `seen`: the first frame of a sender came by. `follows`: its frames have the data of `source`
 * from now on, or its own (`null`). `wish`: its receiver needs a key frame of `source`. `lost`: frames were left out, and only a key
 * frame of `source` can be sent next. `starved`: nothing has come of `source` for several frames.
 */
export type FrameFact =
  | { readonly fact: 'ready' }
  | { readonly fact: 'seen'; readonly id: number }
  | { readonly fact: 'follows'; readonly id: number; readonly source: number | null }
  | { readonly fact: 'wish' | 'lost' | 'starved'; readonly id: number; readonly source: number };

/** The bounds of what waits in the worker, in frames. */
export interface FrameLimits {
  /** Frames of a follower that wait for data, where they may be left out, and where not. */
  readonly skippable: number;
  readonly held: number;
  /** Data that waits for frames of a follower. */
  readonly data: number;
  /** So many frames in a row without data are a source that has stopped. */
  readonly starved: number;
  /** Pictures of at most so many lines are those of a follower. */
  readonly carrierLines: number;
}

/** An encoded frame, as far as it is used. */
export interface EncodedFrame {
  readonly type: string;
  data: ArrayBuffer;
  getMetadata(): { width?: number; height?: number };
}

/** The global scope of the worker, as far as it is used. */
export interface FrameScope {
  onrtctransform: ((event: { transformer: FrameTransformer }) => void) | null;
  onmessage: ((event: { data: FrameOrder }) => void) | null;
  postMessage(fact: FrameFact): void;
}

interface FrameTransformer {
  readonly options: { readonly id: number };
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

/**
 * Exchanges the data of frames between senders. Its text is what the worker is made of: it uses nothing from outside of itself.
 *
 * A follower begins with a key frame of its source: until then its own frames pass, each held until the source's frame of the same
 * moment is there, so that the two stay in step. It ends with its own next key frame at full size.
 */
export function exchangeFrames(scope: FrameScope, limits: FrameLimits): void {
  interface Sender {
    readonly id: number;
    send: (frame: EncodedFrame) => void;
    isSeen: boolean;
    /** Whose data its frames have, `null` for its own, and whose they are to have. */
    source: number | null;
    wanted: number | null;
    maySkip: boolean;
    /** The size of its last key frame. */
    size: number;
    /** What waits: frames without data, and data without frames. */
    frames: EncodedFrame[];
    data: ArrayBuffer[];
    /** Frames in a row without data. */
    unfed: number;
    /** Nothing but a key frame may come next; and whether that was told. */
    needsKey: boolean;
    isKeyAsked: boolean;
  }

  const senders = new Map<number, Sender>();

  function senderOf(id: number): Sender {
    const known = senders.get(id);
    if (known !== undefined) return known;
    const sender: Sender = {
      id,
      send: () => undefined,
      isSeen: false,
      source: null,
      wanted: null,
      maySkip: false,
      size: 0,
      frames: [],
      data: [],
      unfed: 0,
      needsKey: false,
      isKeyAsked: false,
    };
    senders.set(id, sender);
    return sender;
  }

  function release(sender: Sender): void {
    for (const frame of sender.frames.splice(0)) sender.send(frame);
  }

  function begin(sender: Sender, source: number | null): void {
    sender.source = source;
    sender.data = [];
    sender.unfed = 0;
    sender.needsKey = false;
    sender.isKeyAsked = false;
    scope.postMessage({ fact: 'follows', id: sender.id, source });
  }

  /** Frames or data were left out: the receiver could not decode what comes next. */
  function lose(sender: Sender): void {
    sender.needsKey = true;
    sender.isKeyAsked = false;
    sender.data = [];
  }

  function pair(sender: Sender): void {
    while (sender.frames.length > 0 && sender.data.length > 0) {
      const [frame, data] = [sender.frames.shift(), sender.data.shift()];
      if (frame === undefined || data === undefined) return;
      frame.data = data;
      sender.send(frame);
    }
  }

  /** A frame of the source, for one that follows it or is to. */
  function offer(sender: Sender, from: number, data: ArrayBuffer, isKey: boolean): void {
    if (sender.wanted === from && sender.source !== from) {
      if (!isKey) {
        if (sender.source === null) release(sender);
        return;
      }
      // Those that waited for data of the former source would be late; before a key frame they may be left out.
      if (sender.source !== null) sender.frames.splice(0, sender.frames.length - 1);
      begin(sender, from);
    } else if (sender.source !== from) return;
    if (sender.needsKey && !isKey) return;
    sender.needsKey = false;
    sender.unfed = 0;
    // What was not sent yet is of no use to a picture that begins anew.
    if (isKey) sender.data = [];
    sender.data.push(data.slice(0));
    pair(sender);
    if (sender.data.length > limits.data) lose(sender);
  }

  /** A frame of a follower. */
  function carry(sender: Sender, frame: EncodedFrame, isAsked: boolean): void {
    const { id, source } = sender;
    if (source === null) return;
    if (isAsked) scope.postMessage({ fact: 'wish', id, source });
    sender.frames.push(frame);
    pair(sender);
    if (sender.frames.length === 0) return;
    sender.unfed += 1;
    if (sender.unfed === limits.starved) scope.postMessage({ fact: 'starved', id, source });
    if (sender.maySkip || sender.needsKey) sender.frames.splice(0, sender.frames.length - limits.skippable);
    else if (sender.frames.length > limits.held) {
      sender.frames.splice(0, sender.frames.length - 1);
      lose(sender);
    }
    if (!sender.needsKey || sender.isKeyAsked) return;
    sender.isKeyAsked = true;
    scope.postMessage({ fact: 'lost', id, source });
  }

  function handleFrame(sender: Sender, frame: EncodedFrame): void {
    if (!sender.isSeen) {
      sender.isSeen = true;
      scope.postMessage({ fact: 'seen', id: sender.id });
    }
    const isKey = frame.type === 'key';
    const { width = 0, height = 0 } = frame.getMetadata();
    const size = Math.min(width, height);
    const isSameSize = size === sender.size;
    if (isKey) sender.size = size;
    if (sender.source !== null) {
      if (sender.wanted !== null || !isKey || size <= limits.carrierLines) {
        // A key frame of another size is one of an encoder that begins anew, not one that the receiver has asked for.
        carry(sender, frame, isKey && isSameSize);
        return;
      }
      sender.frames = [];
      begin(sender, null);
    }
    for (const other of senders.values()) if (other !== sender) offer(other, sender.id, frame.data, isKey);
    release(sender);
    if (sender.wanted !== null && senders.has(sender.wanted)) sender.frames.push(frame);
    else sender.send(frame);
  }

  scope.onmessage = ({ data: { id, follows, maySkip = false } }) => {
    if (follows === 'gone') {
      senders.delete(id);
      return;
    }
    const sender = senderOf(id);
    sender.wanted = follows;
    sender.maySkip = maySkip;
    if (follows === null && sender.source === null) release(sender);
  };

  scope.onrtctransform = ({ transformer: { options, readable, writable } }) => {
    const sender = senderOf(options.id);
    const through = new TransformStream<EncodedFrame, EncodedFrame>({
      start: (controller) => {
        sender.send = (frame) => {
          // Not of one that has gone: its stream may be closed.
          if (senders.get(sender.id) === sender) controller.enqueue(frame);
        };
      },
      transform: (frame) => {
        handleFrame(sender, frame);
      },
      flush: () => {
        senders.delete(sender.id);
      },
    });
    readable
      .pipeThrough(through)
      .pipeTo(writable)
      // The connection was closed while a frame was on its way.
      .catch(() => undefined)
      .finally(() => senders.delete(sender.id));
  };

  scope.postMessage({ fact: 'ready' });
}

/** The connections that a page makes while a test runs, in the order in which they are made. */
export class CountedConnections {
  readonly made: RTCPeerConnection[] = [];
  /** Makes the browser refuse a connection, by throwing. */
  refuses: (configuration: RTCConfiguration | undefined) => boolean = () => false;
  readonly #Browser = window.RTCPeerConnection;

  constructor() {
    const { made, refuses } = {
      made: this.made,
      refuses: (configuration?: RTCConfiguration) => this.refuses(configuration),
    };
    window.RTCPeerConnection = class extends this.#Browser {
      constructor(configuration?: RTCConfiguration) {
        if (refuses(configuration)) throw new DOMException('Cannot create so many PeerConnections', 'UnknownError');
        super(configuration);
        made.push(this);
      }
    };
  }

  get open(): RTCPeerConnection[] {
    return this.made.filter(({ signalingState }) => signalingState !== 'closed');
  }

  /** Restores the browser's own. */
  close(): void {
    window.RTCPeerConnection = this.#Browser;
  }
}

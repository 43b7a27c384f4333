/** What a page asks of the bare relay. */
export type RelayRequest =
  | { type: 'join'; room: string; offer?: RTCSessionDescriptionInit }
  | { type: 'signal'; to: string; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };

/** What the bare relay tells a page. */
export type RelayMessage =
  | { type: 'joined'; others: string[]; offeredTo: string | null }
  | { type: 'signal'; from: string; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };

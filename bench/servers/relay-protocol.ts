/** Messages from a page to the bare relay. */
export type RelayRequest =
  | { type: 'join'; room: string; offer?: RTCSessionDescriptionInit }
  | { type: 'signal'; to: string; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };

/** Messages from the bare relay to a page. */
export type RelayMessage =
  | { type: 'joined'; others: string[]; offeredTo: string | null }
  | { type: 'signal'; from: string; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };

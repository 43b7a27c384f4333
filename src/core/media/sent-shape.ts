/**
 * How a source is sent to one participant, in the words of `RTCRtpEncodingParameters`. What is absent is left to the
 * browser, also where it was set before.
 */
export interface SentShape {
  /** Whether it is sent at all. */
  readonly active: boolean;
  /** 1 or more; of pictures only. */
  readonly scaleResolutionDownBy?: number;
  /** In pictures a second. */
  readonly maxFramerate?: number | undefined;
  /** In bits a second. */
  readonly maxBitrate?: number | undefined;
  /** Which of the sources of one connection gets more of its bitrate. */
  readonly priority?: RTCPriorityType;
  /** What is preserved when there is less bandwidth or processor time than needed. */
  readonly degradationPreference?: RTCDegradationPreference;
}

/** As the browser sends it by itself. */
export const WHOLE_SHAPE: SentShape = { active: true };

/**
 * Of a screen: its letters are to stay readable, if need be with fewer frames. Text at 1440 lines and 15 frames a second
 * needs less than this bitrate; a mesh sends it once for each participant.
 */
export const SCREEN_SHAPE: SentShape = {
  active: true,
  maxBitrate: 2_500_000,
  degradationPreference: 'maintain-resolution',
};

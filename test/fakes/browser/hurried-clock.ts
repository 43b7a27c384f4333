import { systemClock, type Clock } from '../../../src/core/base/clock.js';

const HURRY = 8;

/** The real time, passing faster: for what takes some seconds, in a page where nothing can advance a clock by hand. */
export const hurriedClock: Clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * HURRY,
  after: (delayMs, callback) => systemClock.after(delayMs / HURRY, callback),
};

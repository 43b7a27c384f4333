import type { Topology } from '../../src/protocol/protocol.js';
import type { Guest } from './guest.js';

/** The host's wish of how media travels. */
export async function wish(host: Guest, topology: Topology): Promise<void> {
  await host.page.$eval(
    'noom-room',
    (room, value) => {
      room.topology = value;
    },
    topology,
  );
}

/** Resolves once the call of a guest travels that way. */
export async function isAt(guest: Guest, topology: Topology): Promise<void> {
  await guest.page.waitForSelector(`noom-room[active-topology="${topology}"]`, { timeout: 60_000 });
}

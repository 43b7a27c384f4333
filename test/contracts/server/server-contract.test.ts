import { startServer } from '../../harness/server/start-server.js';
import { CONTRACT } from './all-cases.js';
import { PROFILES, type Profile } from './profiles.js';
import { runContract, type StartTarget } from './run-contract.js';

/**
 * The contract of docs/protocol.md, on the wire alone. By default against the built server; with `CONTRACT_URL` against
 * running servers (several addresses, separated by commas, are the processes of one server).
 */
const { CONTRACT_URL: urls = '', CONTRACT_PROFILE: running = 'open', CONTRACT_SECRET: secret } = process.env;

const startBuilt: StartTarget = async (profile) => {
  const { url, stop } = await startServer({ NOOM_LOG: 'error', ...PROFILES[profile] });
  return { urls: [url], stop: () => stop('SIGKILL') };
};

const findRunning: StartTarget = (profile: Profile) =>
  Promise.resolve(
    profile === running
      ? { urls: urls.split(','), secret, stop: () => Promise.resolve() }
      : `${urls} is taken to have the profile "${running}"; this needs "${profile}" (CONTRACT_PROFILE)`,
  );

runContract(CONTRACT, urls === '' ? startBuilt : findRunning);

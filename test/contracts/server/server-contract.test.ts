import { startServer } from '../../harness/start-server.js';
import { ADMISSION_CONTRACT } from './admission.js';
import { CONNECTION_CONTRACT } from './connection.js';
import { FAULTS_CONTRACT } from './faults.js';
import { LIMITS_CONTRACT } from './limits.js';
import { MODERATION_CONTRACT } from './moderation.js';
import { PROFILES, type Profile } from './profiles.js';
import { ROOMS_CONTRACT } from './rooms.js';
import { runContract, type StartTarget } from './run-contract.js';
import { SEATS_CONTRACT } from './seats.js';
import { SIGNALS_CONTRACT } from './signals.js';
import { TOKENS_CONTRACT } from './tokens.js';

/**
 * The contract of docs/protocol.md, by the wire alone. By default against the built server; with `CONTRACT_URL` against
 * running ones (several addresses, with commas between, are one server's processes).
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

const cases = [
  ...CONNECTION_CONTRACT,
  ...ROOMS_CONTRACT,
  ...SIGNALS_CONTRACT,
  ...SEATS_CONTRACT,
  ...ADMISSION_CONTRACT,
  ...MODERATION_CONTRACT,
  ...TOKENS_CONTRACT,
  ...LIMITS_CONTRACT,
  ...FAULTS_CONTRACT,
];
runContract(cases, urls === '' ? startBuilt : findRunning);

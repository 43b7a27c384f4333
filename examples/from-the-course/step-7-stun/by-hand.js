import { find } from '../form.js';
import { callByHand } from '../step-3-offer-answer-ice/call.js';
import { STUN, listWays } from './ways.js';

const { peer } = await callByHand({ iceServers: STUN });
listWays(peer, find('lines'));

import { callByHand } from './call.js';

await callByHand();

import { joinAtOnce } from './navigation.js';
import { createContestant } from './peerjs.js';

void joinAtOnce(createContestant);

import { createContestant } from './bare.js';
import { joinAtOnce } from './navigation.js';

void joinAtOnce(createContestant);

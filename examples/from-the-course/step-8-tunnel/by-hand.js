import { find } from '../form.js';
import { callByHand } from '../step-3-offer-answer-ice/call.js';
import { explain } from './address.js';

find('address').textContent = explain();
await callByHand();

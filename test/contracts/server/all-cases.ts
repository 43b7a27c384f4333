import { ADMISSION_CONTRACT } from './admission.js';
import { CONNECTION_CONTRACT } from './connection.js';
import { DELETED_CHAT_CONTRACT } from './deleted-chat.js';
import { FAULTS_CONTRACT } from './faults.js';
import { GATHERED_CONTRACT } from './gathered.js';
import { KEPT_CHAT_CONTRACT } from './kept-chat.js';
import { LANES_CONTRACT } from './lanes.js';
import { LEAVING_CONTRACT } from './leaving.js';
import { LIMITS_CONTRACT } from './limits.js';
import { LOST_ANSWERS_CONTRACT } from './lost-answers.js';
import { MODERATION_CONTRACT } from './moderation.js';
import { PEEK_CONTRACT } from './peek.js';
import { ROOMS_CONTRACT } from './rooms.js';
import { SEATS_CONTRACT } from './seats.js';
import { SIGNALS_CONTRACT } from './signals.js';
import { TICKETS_CONTRACT } from './tickets.js';
import { TOKENS_CONTRACT } from './tokens.js';

/** Everything that docs/protocol.md promises, case by case. */
export const CONTRACT = [
  ...CONNECTION_CONTRACT,
  ...ROOMS_CONTRACT,
  ...PEEK_CONTRACT,
  ...SIGNALS_CONTRACT,
  ...LANES_CONTRACT,
  ...SEATS_CONTRACT,
  ...LOST_ANSWERS_CONTRACT,
  ...KEPT_CHAT_CONTRACT,
  ...DELETED_CHAT_CONTRACT,
  ...GATHERED_CONTRACT,
  ...LEAVING_CONTRACT,
  ...ADMISSION_CONTRACT,
  ...MODERATION_CONTRACT,
  ...TOKENS_CONTRACT,
  ...TICKETS_CONTRACT,
  ...LIMITS_CONTRACT,
  ...FAULTS_CONTRACT,
];

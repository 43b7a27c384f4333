import { ADMISSION_CONTRACT } from './cases/admission.js';
import { CONNECTION_CONTRACT } from './cases/connection.js';
import { DELETED_CHAT_CONTRACT } from './cases/deleted-chat.js';
import { FAULTS_CONTRACT } from './cases/faults.js';
import { GATHERED_CONTRACT } from './cases/gathered.js';
import { KEPT_CHAT_CONTRACT } from './cases/kept-chat.js';
import { LANES_CONTRACT } from './cases/lanes.js';
import { LEAVING_CONTRACT } from './cases/leaving.js';
import { LIMITS_CONTRACT } from './cases/limits.js';
import { LOST_ANSWERS_CONTRACT } from './cases/lost-answers.js';
import { MODERATION_CONTRACT } from './cases/moderation.js';
import { PEEK_CONTRACT } from './peek.js';
import { ROOMS_CONTRACT } from './cases/rooms.js';
import { SEATS_CONTRACT } from './cases/seats.js';
import { SIGNALS_CONTRACT } from './cases/signals.js';
import { TICKETS_CONTRACT } from './cases/tickets.js';
import { TOKENS_CONTRACT } from './cases/tokens.js';

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

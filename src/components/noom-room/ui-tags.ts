// The tags that a room draws itself with.
import '../noom-chat/index.js';
import '../noom-controls/index.js';
import '../noom-participants/index.js';
import '../noom-prejoin/index.js';
import '../noom-reactions/index.js';
import '../noom-settings/index.js';
import '../noom-stage/index.js';

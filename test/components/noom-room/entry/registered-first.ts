// As a bundler has it that puts what two pages share into a chunk of its own.
import '../../../../src/components/noom-room/register.js';
import '../../../../src/components/noom-room/lazy-ui.js';

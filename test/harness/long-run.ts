/** Whether tests that have a long form run it: `npm run test:long` does. */
export const IS_LONG = process.env['TEST_LONG'] === '1';

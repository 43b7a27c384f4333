/**
 * The kit is silent on the console, and Lit's development build warns there of real mistakes (an update scheduled by an
 * update, a reactive property shadowed by a field): whatever arrives fails the test file, with the test's name.
 */
const complaints: string[] = [];
let testTitle = 'before the tests';

for (const level of ['error', 'warn'] as const) {
  const print = console[level];
  console[level] = (...values: unknown[]) => {
    complaints.push(`console.${level} in "${testTitle}": ${values.map(String).join(' ')}`);
    print.apply(console, values);
  };
}

// That Lit is in development mode is intended.
Object.assign(globalThis, { litIssuedWarnings: new Set(['dev-mode']) });

beforeEach(function () {
  testTitle = this.currentTest?.fullTitle() ?? testTitle;
});

after(() => {
  if (complaints.length > 0) throw new Error(`Unexpected on the console:\n${complaints.join('\n')}`);
});

const FIRST = ['Ada', 'Bela', 'Chidi', 'Dora', 'Emil', 'Fatima', 'Goran', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lena'];
const LAST = [
  'Adler',
  'Bauer',
  'Choi',
  'Dubois',
  'Endo',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ito',
  'Jansen',
  'Kim',
  'Lopez',
];

/** The name of a participant of a crowd: each number has its own. */
export function crowdName(index: number): string {
  const [first = '', last = ''] = [FIRST[index % FIRST.length], LAST[Math.floor(index / FIRST.length) % LAST.length]];
  const round = Math.floor(index / (FIRST.length * LAST.length));
  return `${first} ${last}${round === 0 ? '' : ` ${String(round + 1)}`}`;
}

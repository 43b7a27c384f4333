/** The word that was most likely meant: the fewest letters exchanged, added or removed; a missing end counts little. */
export function nearest(word: string, words: readonly string[]): string {
  const byDistance = words.map((each) => [distance(word, each), each] as const).sort(([one], [other]) => one - other);
  return byDistance[0]?.[1] ?? '';
}

/** What a missing end costs, for each letter. */
const END_COST = 0.1;

/** Levenshtein's distance from a text to the nearest beginning of another. */
function distance(text: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...text].entries()) {
    const next = [line + 1];
    for (let column = 0; column < other.length; column += 1) {
      const exchanged = (row[column] ?? 0) + (letter === other[column] ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row.map((count, length) => count + (other.length - length) * END_COST));
}

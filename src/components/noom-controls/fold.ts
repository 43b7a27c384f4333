/**
 * Decides which of `names` stay in a toolbar for `capacity` buttons, and which fold into "more" (itself a button, once
 * anything folds). Those in `kept` always stay; of the rest, the first ones stay.
 */
export function foldControls<Name>(
  names: readonly Name[],
  kept: readonly Name[],
  capacity: number,
): { shown: readonly Name[]; folded: readonly Name[] } {
  if (names.length <= capacity) return { shown: names, folded: [] };
  let free = capacity - 1 - names.filter((name) => kept.includes(name)).length;
  const shown = names.filter((name) => kept.includes(name) || free-- > 0);
  return { shown, folded: names.filter((name) => !shown.includes(name)) };
}

/**
 * Adds or removes a custom state, for `:state()`. One that is as it is to be is left alone: browsers find styles anew,
 * of a tile those of all it contains, when a state is added that is there already.
 */
export function setState(states: CustomStateSet, name: string, isSet: boolean): void {
  if (states.has(name) !== isSet) states[isSet ? 'add' : 'delete'](name);
}

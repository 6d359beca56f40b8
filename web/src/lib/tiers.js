// Moves of a state within a ranking, as plain functions on its classes, best first.

const without = (tiers, state) => tiers.map((tier) => tier.filter((one) => one !== state));
const full = (tiers) => tiers.filter((tier) => tier.length);
const place = (tiers, state) => tiers.findIndex((tier) => tier.includes(state));

/** Put a state into a class of its own before the class at an index. */
export function between(tiers, state, index) {
  const next = without(tiers, state);
  next.splice(index, 0, [state]);
  return full(next);
}

/** Tie a state with the class at an index. */
export function onto(tiers, state, index) {
  const next = without(tiers, state);
  next[index].push(state);
  return full(next);
}

/** Move a state one place: out of a tie first, else past the next class. Null where there is nowhere to go. */
export function step(tiers, state, by) {
  const at = place(tiers, state);
  if (tiers[at].length > 1) return between(tiers, state, by < 0 ? at : at + 1);
  if (at + by < 0 || at + by >= tiers.length) return null;
  return between(tiers, state, by < 0 ? at - 1 : at + 2);
}

/** Tie a state with the class above it (-1) or below it (1). */
export function tie(tiers, state, by) {
  const at = place(tiers, state),
    to = at + by;
  return to < 0 || to >= tiers.length ? null : onto(tiers, state, to);
}

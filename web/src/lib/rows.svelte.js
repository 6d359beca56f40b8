// The rows of the table of states: those of the view where they suffice, else pages of rows from the server.
import { untrack } from "svelte";

const PAGE = 200;

/** Return what a table reads: how many rows there are, and any one of them, null while it is on its way. */
export function stateRows(app, wanted) {
  let pages = $state.raw({});
  let matching = $state(0);
  let failed = $state(null);
  let generation = 0;

  const remote = $derived.by(() => {
    const { where, outcome, sort } = wanted();
    return Boolean(
      app.api &&
      app.desk &&
      (app.view.states.more || app.view.states.left_out || where || outcome || sort.startsWith("side:")),
    );
  });
  const local = $derived.by(() => (remote ? [] : arranged(app.view.states.rows, wanted())));

  /** Ask for one page of what is wanted now. */
  function ask(page) {
    const { where, outcome, sort, down, letters, only } = wanted();
    return app.api.states(app.desk.id, {
      offset: page * PAGE,
      limit: PAGE,
      sort,
      down: down ? 1 : undefined,
      pattern: letters.some((letter) => letter !== "-") ? letters.join("") : undefined,
      where,
      outcome,
      only: only ? "key" : undefined,
      ...app.options,
    });
  }

  async function load(page, anew = false) {
    if (!anew && pages[page] !== undefined) return;
    if (!anew) pages = { ...pages, [page]: null };
    const mine = generation;
    try {
      const found = await ask(page);
      if (mine !== generation) return;
      [matching, failed] = [found.matching, null];
      pages = anew ? { [page]: found.rows } : { ...pages, [page]: found.rows };
    } catch (problem) {
      if (mine === generation) failed = problem;
    }
  }

  $effect(() => {
    wanted();
    void app.desk?.version;
    void app.options;
    if (!remote || (app.desk.large && !app.desk.large.ready)) return;
    untrack(() => {
      // What is shown stays until the first page of what is wanted now is there.
      generation += 1;
      load(0, true);
    });
  });

  return {
    get count() {
      return remote ? matching : local.length;
    },
    get failed() {
      return remote ? failed : null;
    },
    get(index) {
      if (!remote) return local[index];
      const page = Math.floor(index / PAGE);
      if (pages[page] === undefined) untrack(() => queueMicrotask(() => load(page)));
      return pages[page]?.[index % PAGE] ?? null;
    },
  };
}

/** Sort and filter rows that are all at hand. */
function arranged(rows, { sort, down, letters, only }) {
  const fits = (row) =>
    !row.pattern || letters.every((letter, k) => letter === "-" || row.pattern[k] === letter || row.pattern[k] === "-");
  const kept = rows.filter((row) => fits(row) && (!only || row.equilibrium.length || row.status_quo));
  if (sort === "equilibria") kept.sort((a, b) => b.equilibrium.length - a.equilibrium.length);
  return down ? kept.reverse() : kept;
}

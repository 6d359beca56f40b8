// The tour of a first dispute: what to try, and whether it was done; remembered in this browser.
const KEY = "standoff-tour";

/** What to try, by its name in the catalogue of texts, with what tells that it was done. */
export const TOUR = [
  ["why", (app) => Boolean(app.asked)],
  ["moves", (app) => app.step === "moves"],
  ["rank", (app) => Boolean(app.desk?.undo.length)],
  ["undo", (app) => Boolean(app.desk?.redo.length)],
  ["stable", (app) => Boolean(app.results.mediate ?? app.results.mediate_statements)],
  ["firm", (app) => Boolean(app.results.robustness)],
  ["evidence", (app) => app.step === "sources"],
];

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
let done = $state.raw(remembered());

export const tour = {
  get done() {
    return done;
  },
  mark(names) {
    const all = TOUR.map(([name]) => name).filter((name) => done.includes(name) || names.includes(name));
    if (all.length === done.length) return;
    tour.keep(all);
  },
  keep(names) {
    done = names;
    try {
      localStorage.setItem(KEY, JSON.stringify(names));
    } catch {
      /* Without storage the marks last as long as the page. */
    }
  },
};

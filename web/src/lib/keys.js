// The keys of the page; what they do is listed by `?`.
import { STEPS } from "./app.svelte.js";

export const KEYS = [
  ["1 – 7", "keys.steps"],
  ["/", "keys.search"],
  ["?", "keys.help"],
  ["Ctrl+Z", "keys.undo"],
  ["Ctrl+Shift+Z", "keys.redo"],
  ["Ctrl+S", "keys.save"],
  ["← ↑ → ↓", "keys.table"],
  ["Home End PgUp PgDn", "keys.page"],
  ["Enter", "keys.explain"],
  ["Alt+↑ Alt+↓", "keys.rank"],
  ["T", "keys.tie"],
  ["Y", "keys.source"],
  ["H", "keys.column"],
  ["L", "keys.log"],
  ["Esc", "keys.close"],
];

const writes = (element) =>
  element.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

/** Act on a key that no control has taken. */
export function press(app, event) {
  if (event.defaultPrevented) return;
  const control = event.ctrlKey || event.metaKey,
    key = event.key.toLowerCase();
  if (control && key === "z" && app.editable && !writes(event.target)) event.shiftKey ? app.redo() : app.undo();
  else if (control && key === "y" && app.editable && !writes(event.target)) app.redo();
  else if (control && key === "s" && app.desk) app.save();
  else if (control || event.altKey || writes(event.target) || app.dialog) return;
  else if (event.key === "?") app.dialog = "keys";
  else if (event.key === "Escape" && app.problem) app.problem = null;
  else if (event.key === "Escape" && app.panel) app.panel = null;
  else if (!app.view) return;
  else if (event.key === "/") app.dialog = "search";
  else if (/^[1-7]$/.test(event.key)) app.go(STEPS[Number(event.key) - 1]);
  else if (key === "h") app.panel = app.panel === "help" ? null : "help";
  else if (key === "y" && app.desk) app.panel = app.panel === "source" ? null : "source";
  else if (key === "l" && app.desk) app.dialog = "log";
  else return;
  event.preventDefault();
}

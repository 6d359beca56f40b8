// Light, dark, or as the system has it; remembered in this browser.
const KEY = "standoff-theme";
const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};
let chosen = $state(remembered() ?? "system");

export const THEMES = ["system", "light", "dark"];
export const theme = {
  get chosen() {
    return chosen;
  },
  choose(next) {
    chosen = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      /* A page from disk may have no storage; the choice then lasts as long as the page. */
    }
  },
  next() {
    theme.choose(THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length]);
  },
};

// An expression while it is typed: checked by the server as one types, completed, and handed on when it is right.
import { tick } from "svelte";

const PAUSE = 90;
const MOST = 12;
const NOTHING = { text: "", found: null, checked: null };
const wordBefore = (text) => /\w*$/.exec(text)[0];

/** Return the state of one field; `settings` gives what the field's owner wants at any time. */
export function typing(app, settings) {
  let text = $state("");
  let found = $state.raw(null); // what the server said of the text in `checked`
  let open = $state(false);
  let chosen = $state(-1);
  let dirty = $state(false);
  let checked = null;
  let timer = 0;
  let input = null;

  $effect(() => {
    const given = settings().value;
    if (!dirty) text = given;
  });
  // What was offered for the text before stays until the next answer; what no longer fits goes at once.
  const fits = (one, word) =>
    one.text !== word &&
    [one.text, ...(one.about ?? "").split(" ")].some((part) => part.toLowerCase().startsWith(word));
  const options = $derived.by(() => {
    const word = wordBefore(text).toLowerCase();
    return open ? (found?.completions ?? []).filter((one) => fits(one, word)).slice(0, MOST) : [];
  });
  const error = $derived(text.trim() && found && !found.ok ? found.error : null);

  async function check() {
    const { also, kind, side, live } = settings();
    const asked = text;
    const position = input?.selectionStart ?? asked.length;
    const answer = also(asked.trim())
      ? { ok: true, completions: [] }
      : await app.api.check(app.desk.id, { text: asked, position, kind, side, phase: app.phase }).catch(() => null);
    if (!answer || asked !== text) return;
    [found, checked] = [answer, asked];
    [open, chosen] = [document.activeElement === input && answer.completions?.length > 0, -1];
    if (live && (answer.ok || !asked.trim())) accept(false);
  }

  async function accept(clear) {
    clearTimeout(timer);
    if (checked !== text && text.trim()) await check();
    if (error) return;
    [dirty, open] = [false, false];
    settings().onaccept(text.trim());
    if (clear) ({ text, found, checked } = NOTHING);
  }

  async function complete(option) {
    const position = input.selectionStart;
    const from = position - wordBefore(text.slice(0, position)).length;
    text = text.slice(0, from) + option.text + text.slice(position);
    dirty = true;
    await tick();
    input.focus();
    input.setSelectionRange(from + option.text.length, from + option.text.length);
    await check();
    open = false;
  }

  function key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { action, value } = settings();
    if (move && options.length && !event.altKey) {
      const start = chosen < 0 && move < 0 ? 0 : chosen;
      chosen = (start + move + options.length) % options.length;
    } else if (event.key === "Enter" && chosen >= 0 && options.length) complete(options[chosen]);
    else if (event.key === "Enter") accept(Boolean(action));
    else if (event.key === "Escape" && open) {
      open = false;
      event.stopPropagation();
    } else if (event.key === "Escape" && dirty && !action) [text, dirty, found] = [value, false, null];
    else return;
    event.preventDefault();
  }

  return {
    get text() {
      return text;
    },
    set text(next) {
      text = next;
    },
    get found() {
      return found;
    },
    get options() {
      return options;
    },
    get chosen() {
      return chosen;
    },
    get error() {
      return error;
    },
    get dirty() {
      return dirty;
    },
    watch: (element) => {
      input = element;
    },
    check,
    accept,
    complete,
    key,
    typed() {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    },
    left() {
      const { action, live } = settings();
      open = false;
      if (dirty && !action && !live) accept(false);
    },
  };
}

// The source while it is edited: checked as one types, applied when it is right and one pauses.
import { t } from "./texts.js";

const CHECK = 250;
const APPLY = 900;

/** Return the state of the source pane. */
export function source(app) {
  let text = $state("");
  let dirty = $state(false);
  let errors = $state.raw([]);
  let said = $state("");
  let timers = [];

  $effect(() => {
    const now = app.desk?.source ?? "";
    if (!dirty) [text, errors] = [now, []];
  });

  function stop() {
    timers.forEach(clearTimeout);
    timers = [];
  }

  function typed() {
    dirty = text !== app.desk.source;
    stop();
    if (!dirty) errors = [];
    else {
      said = t("source.changed");
      timers = [setTimeout(() => send(true), CHECK), setTimeout(() => send(false), APPLY)];
    }
  }

  /** Check the text, or apply it. */
  async function send(only) {
    const sent = text;
    if (!dirty) return;
    try {
      const options = { ...app.options, check: only ? 1 : undefined };
      const desk = await app.api.source(app.desk.id, app.desk.version, sent, options);
      if (text !== sent) return;
      errors = [];
      said = t(only ? "source.fine" : "source.applied");
      if (only) return;
      dirty = false;
      app.take(desk);
    } catch (problem) {
      if (text === sent && problem.all) await refused(problem);
    }
  }

  async function refused(problem) {
    stop();
    if (problem.status === 409) {
      await app.refresh();
      said = t("source.stale");
      return;
    }
    errors = problem.all.length ? problem.all : [{ what: problem.message }];
    said = t("source.wrong", { n: errors.length });
  }

  return {
    get text() {
      return text;
    },
    set text(next) {
      text = next;
    },
    get dirty() {
      return dirty;
    },
    get errors() {
      return errors;
    },
    get said() {
      return said;
    },
    typed,
    apply: () => send(false),
    revert() {
      stop();
      [text, dirty, errors, said] = [app.desk.source, false, [], ""];
    },
    /** Return how many characters stand before a line and column, both from 1. */
    offset(line, column) {
      const before = text.split("\n").slice(0, line - 1);
      return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    },
  };
}

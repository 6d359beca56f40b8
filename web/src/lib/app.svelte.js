// What the page knows: one dispute as the server last described it, what is selected, and what is open beside it.
import { getContext, setContext, untrack } from "svelte";
import { Problem } from "./api.js";
import { jobs } from "./jobs.svelte.js";
import { t } from "./texts.js";

const KEY = Symbol("standoff");
export const provide = (app) => setContext(KEY, app);
export const useApp = () => getContext(KEY);
export const STEPS = ["sides", "rules", "preferences", "verdicts", "moves", "whatif", "sources"];

export class App {
  api = null;
  screen = $state("start");
  desk = $state.raw(null);
  shown = $state.raw(null); // the view of a page without a server
  step = $state("verdicts");
  phase = $state(null);
  concepts = $state(null); // null: the usual five
  at = $state(null); // the state under the pointer, everywhere at once
  pinned = $state(null); // the state that was chosen
  asked = $state.raw(null); // {side, state, concept} that the why panel explains
  reason = $state.raw(null);
  panel = $state(null); // why | source | help
  dialog = $state(null); // keys | search | log | concepts
  touring = $state(false);
  shares = $state.raw(null); // robustness beside the verdicts
  anchor = $state(null); // the element whose words are lit in the reports
  problem = $state.raw(null);
  said = $state("");
  busy = $state(0);
  results = $state.raw({}); // of finished jobs, by kind, each with the version that it speaks of
  reports = $state.raw([]);
  report = $state(null);
  jobs = jobs(this);

  constructor({ api = null, view = null }) {
    this.api = api;
    this.shown = view;
    if (view) this.screen = "desk";
  }

  get view() {
    return this.shown ?? this.desk?.view ?? null;
  }
  get title() {
    return this.desk?.title ?? this.view?.title ?? "";
  }
  get forms() {
    return this.desk?.forms ?? null;
  }
  get editable() {
    return Boolean(this.desk) && !this.phase;
  }
  get options() {
    return { phase: this.phase, concepts: this.concepts?.join(",") };
  }
  get focus() {
    return this.at ?? this.pinned;
  }
  side(index) {
    return this.view.sides[index];
  }

  /** Run what may fail; what is wrong is shown, and nothing else changes. */
  async attempt(action) {
    untrack(() => (this.busy += 1)); // an effect that asks for something does not depend on how much is asked for
    try {
      return await untrack(action);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
      return null;
    } finally {
      this.busy -= 1;
    }
  }

  /** Show a dispute that the server holds open. */
  async show(id, step = "verdicts") {
    this.phase = null;
    const desk = await this.attempt(() => this.api.desk(id, this.options));
    if (!desk) return;
    Object.assign(this, {
      desk,
      step,
      screen: "desk",
      pinned: null,
      asked: null,
      reason: null,
      shares: null,
      results: {},
    });
    history.replaceState(null, "", `#${id}`);
  }

  async open(what) {
    this.problem = null;
    const opened = await this.attempt(() => this.api.open(what));
    if (opened) await this.show(opened.desk);
    return opened;
  }

  /** Open the dispute that the tour goes through. */
  async tour() {
    if (await this.open({ catalog: "elmira" })) this.touring = true;
  }

  /** Ask for the dispute again, as after a change in another tab, another phase or other concepts. */
  async refresh() {
    const desk = await this.attempt(() => this.api.desk(this.desk.id, this.options));
    if (desk) this.take(desk);
  }

  /** Show other concepts; where one of them cannot be asked of this dispute, say why and keep the old ones. */
  async choose(concepts) {
    const before = this.concepts;
    this.concepts = concepts;
    const desk = await this.attempt(() => this.api.desk(this.desk.id, this.options));
    if (desk && !desk.problem) this.take(desk);
    else {
      this.concepts = before;
      if (desk) this.problem = { message: desk.problem.what, all: [desk.problem, ...(desk.problem.more ?? [])] };
    }
  }

  take(desk) {
    if (this.desk && desk.id === this.desk.id && desk.version < this.desk.version) return;
    if (desk.version !== this.desk?.version) this.shares = null;
    this.desk = desk;
    if (this.asked) this.explain(this.asked);
  }

  /** Send one edit; the answer is the dispute after it. */
  async edit(kind, values = {}) {
    this.problem = null;
    return this.attempt(async () => {
      try {
        this.take(await this.api.edit(this.desk.id, this.desk.version, { kind, ...values }, this.options));
        this.say(this.desk.said?.join(" ") ?? "");
        return true;
      } catch (problem) {
        if (problem.status === 409) this.take(await this.api.desk(this.desk.id, this.options));
        throw problem;
      }
    });
  }

  async undo() {
    await this.#step("undo");
  }
  async redo() {
    await this.#step("redo");
  }
  async #step(which) {
    this.problem = null;
    const name = this.desk?.[which][0];
    if (!name) return;
    const desk = await this.attempt(() => this.api[which](this.desk.id, this.options));
    if (!desk) return;
    this.take(desk);
    this.say(t(which === "undo" ? "undone" : "redone", { name }));
  }

  /** Explain one verdict in the panel. */
  async explain(asked) {
    this.asked = asked;
    this.panel = "why";
    const { side, state, concept } = asked;
    if (!this.api) {
      const told = [...this.view.reasons.hold, ...this.view.reasons.leave];
      this.reason = told.find((one) => one.side === side && one.state === state && one.concept === concept) ?? null;
      return;
    }
    const maker = this.side(side)?.id;
    const reason = await this.attempt(() => this.api.why(this.desk.id, { maker, state, concept, phase: this.phase }));
    if (this.asked === asked) this.reason = reason;
  }

  /** Open another version of the dispute to try things in. */
  async branch(name, more = {}) {
    const made = await this.attempt(() => this.api.branch(this.desk.id, { ...more, name }));
    if (!made) return;
    await this.show(made.desk, this.step);
    this.say(t("branch.made"));
  }

  /** Save the file; where it has none, or another one is wanted, under a name. */
  async save(as = null, overwrite = false) {
    if (!as && !this.desk.file) {
      this.dialog = "save";
      return;
    }
    this.problem = null;
    const desk = await this.attempt(() =>
      this.api.save(this.desk.id, { ...(as && { as }), ...(overwrite && { overwrite }) }),
    );
    if (!desk) return;
    this.dialog = null;
    this.take(desk);
    this.say([t("saved.as", { path: desk.path }), ...(desk.said ?? [])].join(" "));
  }

  /** Go back to the start page; the dispute stays open on the server. */
  home() {
    history.replaceState(null, "", location.pathname);
    Object.assign(this, {
      screen: "start",
      desk: null,
      panel: null,
      pinned: null,
      asked: null,
      problem: null,
      touring: false,
    });
  }

  /** Return the result of a kind of job if it speaks of the dispute as it now is. */
  result(kind) {
    const kept = this.results[kind];
    return kept && kept.version === this.desk?.version && kept.phase === this.phase ? kept.result : null;
  }

  /** Do a job and keep its result. */
  async find(kind, parameters) {
    const { version } = this.desk,
      { phase } = this;
    this.problem = null;
    const result = await this.jobs.start(kind, parameters);
    if (result) this.results = { ...this.results, [kind]: { version, phase, result } };
    return result;
  }

  say(text) {
    this.said = text;
  }
  go(step) {
    this.step = step;
  }
}

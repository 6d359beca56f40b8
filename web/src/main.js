// One entry for three hosts: the local server, a self-contained report, a notebook cell.
import { mount as start, unmount } from "svelte";
import App from "./App.svelte";
import { createApi } from "./lib/api.js";
import { App as State } from "./lib/app.svelte.js";
import { setTexts } from "./lib/texts.js";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/table.css";
import "./styles/edit.css";
import "./styles/see.css";
import "./styles/read.css";
import "./styles/narrow.css";
import "./styles/print.css";

/** Draw one view, without a server, into an element, or as a whole page; returns what takes it away again. */
export function mount(element, { view, texts, whole = false }) {
  setTexts(texts);
  const shown = start(App, { target: element, props: { app: new State({ view }), inside: !whole } });
  return () => unmount(shown);
}

/** Draw the workbench that talks to the server of this page. */
async function workbench(element) {
  const api = createApi();
  setTexts(await api.texts().catch(() => null));
  document.body.classList.add("standoff-page");
  start(App, { target: element, props: { app: new State({ api }) } });
}

/** What a notebook asks of a widget. */
export default { render: ({ model, el }) => mount(el, { view: model.get("view"), texts: model.get("texts") }) };

const desk = document.getElementById("standoff-workbench");
const page = document.getElementById("standoff-page");
const data = document.getElementById("standoff-view");
if (desk) workbench(desk);
else if (page && data) {
  document.body.classList.add("standoff-page");
  mount(page, { view: JSON.parse(data.textContent), whole: true });
}

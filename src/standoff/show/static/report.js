"use strict";
// Everything on this page can be read and followed without this script; it adds highlighting and the way back.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (element, name) => (element.getAttribute(name) || "").split(" ").filter(Boolean);
  const root = document.documentElement;
  const bar = document.getElementById("citing");

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // The interactive page over the same view: drawn when it is first asked for, in a tree of its own,
  // so that its style and this page's never meet.
  const explore = document.getElementById("explore");
  const host = document.getElementById("explored");
  async function unpacked() {
    const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }
  const tone = () => {
    const drawn = host.shadowRoot && host.shadowRoot.querySelector(".standoff");
    if (drawn && root.dataset.theme) drawn.dataset.theme = root.dataset.theme;
  };
  async function draw() {
    const { view, style } = await unpacked();
    const tree = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    // This page has the title, the theme and the way to print already.
    sheet.replaceSync(style + ".head h1, .head .tools > button:not(:last-child) { display: none; } .head .bar { justify-content: end; }");
    tree.adoptedStyleSheets = [sheet];
    const place = tree.appendChild(document.createElement("div"));
    globalThis.standoff.mount(place, { view });
  }
  let drawn = null;
  async function turn(opening) {
    host.hidden = !opening;
    root.classList.toggle("exploring", opening);
    explore.setAttribute("aria-pressed", String(opening));
    scrollTo(0, 0);
    if (opening) await (drawn ??= draw());
    tone();
  }
  explore.addEventListener("click", () => turn(host.hidden));
  // A mark in the table to be read leads to the same mark, and its reason, in the table to be explored.
  all("table.states").forEach((table) => table.addEventListener("click", async (event) => {
    const mark = event.target.closest("td.mark");
    if (!mark || explore.hidden) return;
    const row = mark.parentElement;
    const place = all("td.mark", row).indexOf(mark);
    await turn(true);
    // What was just drawn fills its table after the next effect.
    setTimeout(() => {
      const same = all("tr[data-state]", host.shadowRoot).find((each) => each.dataset.state === row.dataset.state);
      if (same) all("td.mark", same)[place].click();
    });
  }));
  document.getElementById("theme").addEventListener("click", tone);
  // Modules have run by then; without them there is nothing to offer.
  addEventListener("DOMContentLoaded", () => {
    explore.hidden = !(globalThis.standoff && globalThis.DecompressionStream);
    root.classList.toggle("explorable", !explore.hidden);
  });
  document.getElementById("print").addEventListener("click", () => print());
  const open = [];
  addEventListener("beforeprint", () => all("#states details:not([open])").forEach((each) => { each.open = true; open.push(each); }));
  addEventListener("afterprint", () => open.splice(0).forEach((each) => { each.open = false; }));
  document.getElementById("compact").addEventListener("change", (event) => {
    all("table.states").forEach((table) => table.classList.toggle("only-key", event.target.checked));
  });

  const clear = () => all(".lit").forEach((each) => each.classList.remove("lit"));
  const passages = (ids) => all("mark, .passage").filter((each) => words(each, "data-p").some((id) => ids.includes(id)));

  // From an option or a statement to its words.
  function toWords(ids) {
    const found = passages(ids);
    clear();
    found.forEach((each) => each.classList.add("lit"));
    if (found.length) {
      found[0].scrollIntoView({ block: "center" });
      found[0].focus({ preventScroll: true });
    }
    return found.length > 0;
  }

  // From words to the options and statements that cite them.
  function toClaims(ids) {
    const claims = all("[data-label]").filter((claim) => all("a[data-p]", claim).some((a) => a.closest("[data-label]") === claim && words(a, "data-p").some((id) => ids.includes(id))));
    const close = document.createElement("button");
    close.textContent = bar.dataset.close;
    close.addEventListener("click", () => { bar.hidden = true; clear(); });
    const links = claims.map((claim) => {
      const link = document.createElement("a");
      link.href = "#" + claim.id;
      link.textContent = claim.dataset.label;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        clear();
        claim.classList.add("lit");
        claim.scrollIntoView({ block: "center" });
        bar.hidden = true;
      });
      return link;
    });
    bar.replaceChildren(bar.dataset.cited, ...links, close);
    bar.hidden = links.length === 0;
    clear();
    passages(ids).forEach((each) => each.classList.add("lit"));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-p]");
    if (link && toWords(words(link, "data-p"))) event.preventDefault();
    const marked = event.target.closest("mark");
    if (marked) toClaims(words(marked, "data-p"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("mark")) toClaims(words(event.target, "data-p"));
    if (event.key === "Escape") { bar.hidden = true; clear(); }
  });

  // A state under the pointer shows in the table, the picture and the lists at once.
  let at = null;
  function point(state) {
    if (state === at) return;
    at = state;
    all(".at").forEach((each) => each.classList.remove("at"));
    if (state) all("tr[data-state], .node[data-state], .equilibrium[data-state]").filter((each) => each.dataset.state === state).forEach((each) => each.classList.add("at"));
    const drawn = state && all(".node").some((node) => node.dataset.state === state);
    const near = new Set([state]);
    all(".arc").forEach((arc) => {
      const touches = arc.dataset.from === state || arc.dataset.to === state;
      if (touches) near.add(arc.dataset.from).add(arc.dataset.to);
      arc.classList.toggle("dim", Boolean(drawn) && !touches);
    });
    all(".node").forEach((node) => node.classList.toggle("dim", Boolean(drawn) && !near.has(node.dataset.state)));
  }
  document.addEventListener("mouseover", (event) => {
    const over = event.target.closest("[data-state]");
    point(over ? over.dataset.state : null);
  });
})();

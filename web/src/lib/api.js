// Talks to the local server. The page asks, the server computes.

/** What the server says is wrong: what, where, how to mend it, and further problems of the same shape. */
export class Problem extends Error {
  constructor(status, body) {
    const error = body?.error ?? {};
    super(error.what ?? String(status));
    this.status = status;
    this.mend = error.mend ?? null;
    this.where = error.where ?? null;
    this.all = [error, ...(error.more ?? [])].filter((one) => one.what);
    this.conflict = body?.conflict ?? null;
  }
}

const query = (values = {}) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `?${new URLSearchParams(given)}` : "";
};

async function call(method, path, body) {
  const request = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, request);
  } catch {
    throw new Problem(0, null);
  }
  const data = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(answer.status, data);
  return data;
}

/** Return the calls of the server, by what they do. */
export function createApi() {
  const desk = (id) => `/api/desks/${encodeURIComponent(id)}`;
  return {
    texts: () => call("GET", `/api/texts${query({ language: navigator.language.split("-")[0] })}`),
    start: () => call("GET", "/api/start"),
    exports: () => call("GET", "/api/exports"),
    terms: () => call("GET", "/api/terms"),
    open: (what) => call("POST", "/api/open", what),
    discard: (recover) => call("POST", "/api/discard", { recover }),
    desk: (id, options) => call("GET", desk(id) + query(options)),
    edit: (id, version, edit, options) => call("POST", `${desk(id)}/edit${query(options)}`, { edit, version }),
    undo: (id, options) => call("POST", `${desk(id)}/undo${query(options)}`, {}),
    redo: (id, options) => call("POST", `${desk(id)}/redo${query(options)}`, {}),
    source: (id, version, text, options) => call("PUT", `${desk(id)}/source${query(options)}`, { text, version }),
    save: (id, how = {}) => call("POST", `${desk(id)}/save`, how),
    reload: (id) => call("POST", `${desk(id)}/reload`, {}),
    branch: (id, branch) => call("POST", `${desk(id)}/branch`, branch),
    states: (id, options) => call("GET", `${desk(id)}/states${query(options)}`),
    why: (id, options) => call("GET", `${desk(id)}/why${query(options)}`),
    graph: (id, options) => call("GET", `${desk(id)}/graph${query(options)}`),
    evolution: (id, options) => call("GET", `${desk(id)}/evolution${query(options)}`),
    compare: (id, options) => call("GET", `${desk(id)}/compare${query(options)}`),
    check: (id, options) => call("GET", `${desk(id)}/check-statement${query(options)}`),
    startJob: (id, job) => call("POST", `${desk(id)}/jobs`, job),
    job: (job) => call("GET", `/api/jobs/${encodeURIComponent(job)}`),
    cancel: (job) => call("DELETE", `/api/jobs/${encodeURIComponent(job)}`),
    exportAddress: (id, kind, options) => `${desk(id)}/export/${kind}${query(options)}`,
    exportText: (id, kind, options) => fetch(`${desk(id)}/export/${kind}${query(options)}`).then((one) => one.text()),
    addReport: (report) => call("POST", "/api/reports", report),
    reports: () => call("GET", "/api/reports"),
    report: (id) => call("GET", `/api/reports/${encodeURIComponent(id)}`),
    removeReport: (id) => call("DELETE", `/api/reports/${encodeURIComponent(id)}`),
    entry: (id, change) => call("POST", `/api/reports/${encodeURIComponent(id)}/entry`, change),
    draft: (reports, presumptions) => call("POST", "/api/draft", { reports, presumptions }),
    events: () => new EventSource("/api/events"),
  };
}

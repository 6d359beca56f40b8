// Long work of the server: asked for, watched, cancelled.

/** Return how far a job is by what it says, such as "120 of 1,000"; null where it does not say. */
function share(said) {
  const found = /([\d,]+) of ([\d,]+)/.exec(said);
  const [done, all] = found ? found.slice(1).map((one) => Number(one.replaceAll(",", ""))) : [0, 0];
  return all ? done / all : null;
}

/** Return the jobs of a page: `start` gives the finished result, or null where it failed or was cancelled. */
export function jobs(app) {
  let running = $state([]);
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  async function watch(entry) {
    for (let wait = 40; ; wait = Math.min(wait * 1.5, 500)) {
      const job = await app.attempt(() => app.api.job(entry.job));
      if (!job) return null;
      entry.said = job.said ?? "";
      entry.share = share(entry.said);
      if (job.state === "done") return { ...job.result, command: job.command, python: job.python };
      if (job.state === "failed") app.problem = { message: job.said, all: [job.error ?? { what: job.said }] };
      if (job.state !== "running") return null;
      await pause(wait);
    }
  }

  return {
    get running() {
      return running;
    },
    async start(kind, parameters) {
      const started = await app.attempt(() => app.api.startJob(app.desk.id, { kind, phase: app.phase, ...parameters }));
      if (!started) return null;
      running.push({ job: started.job, kind, said: "", share: null });
      try {
        return await watch(running.at(-1));
      } finally {
        running = running.filter((one) => one.job !== started.job);
      }
    },
    cancel: (entry) => app.attempt(() => app.api.cancel(entry.job)),
  };
}

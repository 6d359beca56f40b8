// What the server tells every open tab: a dispute has changed, was closed, or its file was changed by another program.

/** Listen to the server; returns what stops it. */
export function listen(app) {
  const stream = app.api.events();
  stream.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (!app.desk || event.desk !== app.desk.id) return;
    if (event.type === "closed") app.home();
    else if (event.type === "disk" || (event.type === "desk" && event.version > app.desk.version && !app.busy))
      app.refresh();
  };
  let lost = false;
  stream.onerror = () => {
    lost = true;
  };
  stream.onopen = () => {
    if (lost && app.desk) app.refresh();
    lost = false;
  };
  return () => stream.close();
}

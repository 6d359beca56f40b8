// Moving between the cells of a long table with the keyboard.

const within = (number, most) => Math.max(0, Math.min(most, number));

/** Return the cell that has the focus and what moves it; `size` gives rows, columns, tall, box, table and place. */
export function cells(size) {
  let row = $state(0);
  let column = $state(0);

  function focus(to, at) {
    const { rows, columns, tall, box, table, place } = size();
    [row, column] = [within(to, rows - 1), within(at, columns - 1)];
    const head = table.tHead.offsetHeight;
    const y = place(row);
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y + tall > box.scrollTop + box.clientHeight - head) box.scrollTop = y + tall + head - box.clientHeight + 4;
    requestAnimationFrame(() => cell()?.focus());
  }
  const cell = () => size().table.querySelector(`[data-row="${row}"][data-column="${column}"]`);

  /** Return where a key leads, undefined for a key that moves nothing. */
  function target(event) {
    const { rows, columns, tall, box } = size();
    const page = Math.max(1, Math.floor(box.clientHeight / tall) - 2);
    const places = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? rows - 1 : row, columns - 1],
      PageUp: [row - page, column],
      PageDown: [row + page, column],
    };
    return places[event.key];
  }

  return {
    /** Return which column of a row has the focus, -1 for none. */
    of: (index) => (index === row ? column : -1),
    enter({ target: { dataset } }) {
      if (dataset.row !== undefined) [row, column] = [Number(dataset.row), Number(dataset.column)];
    },
    key(event) {
      if (!event.target.dataset.column || event.altKey || event.metaKey) return;
      const place = target(event);
      if (place) focus(...place);
      else if (event.key === "Enter" || event.key === " ") cell()?.click();
      else return;
      event.preventDefault();
    },
  };
}

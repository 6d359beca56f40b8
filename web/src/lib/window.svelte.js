// Which rows of a long table are in sight, so that only they are drawn.

const MARGIN = 8;
const MOST_PRINTED = 500;
// Browsers end a page at some 17 million pixels: a longer table scrolls by more than a row for each row's height.
const TALLEST = 16e6;

/** Return the rows to draw, and the space above and below them; `measures` gives count, tall, top, height, printing. */
export function inSight(measures) {
  const size = $derived(measures());
  const squeeze = $derived(Math.max(1, (size.count * size.tall) / TALLEST));
  const seen = $derived(Math.min(Math.floor((size.top * squeeze) / size.tall), Math.max(0, size.count - 1)));
  const first = $derived(size.printing ? 0 : Math.max(0, seen - MARGIN));
  const end = $derived(size.printing ? MOST_PRINTED : seen + Math.ceil(size.height / size.tall) + MARGIN);
  const last = $derived(Math.min(size.count, end));
  const above = $derived(squeeze === 1 ? first * size.tall : Math.max(0, size.top - (seen - first) * size.tall));
  const below = $derived.by(() => {
    if (size.printing || last === size.count) return 0;
    const all = squeeze === 1 ? size.count * size.tall : TALLEST;
    return Math.max(0, all - above - (last - first) * size.tall);
  });
  return {
    get above() {
      return above;
    },
    get below() {
      return below;
    },
    get rows() {
      return Array.from({ length: Math.max(0, last - first) }, (_, k) => first + k);
    },
    /** Return how far to scroll to a row. */
    place: (row) => (row * size.tall) / squeeze,
  };
}

// A text cut at the edges of the passages in it. Offsets count code points, as in the files.

/** Return pieces {text, spans} in order; spans are those of the given ones that cover the piece. */
export function pieces(text, spans) {
  const letters = [...text];
  const edges = [...new Set([0, letters.length, ...spans.flatMap((one) => [one.start, one.end])])]
    .filter((edge) => edge >= 0 && edge <= letters.length)
    .sort((a, b) => a - b);
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  return edges.slice(0, -1).map((start, k) => {
    const end = edges[k + 1];
    return {
      start,
      end,
      text: letters.slice(start, end).join(""),
      spans: sorted.filter((one) => one.start <= start && one.end >= end),
    };
  });
}

/** Return where the person's selection lies in an element whose text is the report, in code points; null if nowhere. */
export function selected(element) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length,
    text = range.toString();
  return { start, end: start + [...text].length, text };
}

/** Return where words first stand in a text, in code points; null if nowhere. */
export function found(text, words) {
  const at = words ? text.indexOf(words) : -1;
  if (at < 0) return null;
  const start = [...text.slice(0, at)].length;
  return { start, end: start + [...words].length, text: words };
}

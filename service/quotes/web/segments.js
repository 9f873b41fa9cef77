/** A text with spans over it, as pieces that no border of a span cuts. Offsets are string indices, ends exclusive. */

/**
 * Cuts a text at every border of its spans, however they nest or overlap, and at the other borders given.
 * @template {{start: number, end: number}} Span
 * @param {Span[]} spans none of them empty
 * @param {number[]} borders where to cut besides: at least where the text begins and ends
 * @returns {{start: number, end: number, covers: Span[]}[]} the pieces in order; `covers` are the spans over each,
 *   outer ones first, equal ones as they were given
 */
export function segments(spans, borders) {
  const waiting = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set([...borders, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  /** @type {Span[]} */
  let open = [];
  let next = 0;
  return cuts.slice(0, -1).map((start, index) => {
    open = open.filter(({ end }) => end > start);
    for (; next < waiting.length && waiting[next].start === start; next += 1) open.push(waiting[next]);
    return { start, end: cuts[index + 1], covers: open };
  });
}

/**
 * The paragraphs of a text: what stands between blank lines.
 * @param {string} text
 */
export function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    found.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  return [...found, { start, end: text.length }].filter((paragraph) => paragraph.start < paragraph.end);
}

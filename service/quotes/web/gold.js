/** An article with its right quotes as a line of JSON, as `make quality ARTICLES=` reads it. */

import { initialFilters, passes } from "./quotes.js";

/** @import {Corrected} from "./corrections.js" */

/**
 * The line of an article; what an answer leaves out by default is no part of it.
 * @param {string} text
 * @param {Corrected} corrected its answer, with offsets in utf-16
 */
export function goldLine(text, { answer, rejected }) {
  const quotes = answer.quotes.filter((quote) => passes(quote, initialFilters()));
  const places = new Map(quotes.map(({ id }, place) => [id, place]));
  const entities = new Map(answer.entities.map((entity) => [entity.id, entity]));
  return `${JSON.stringify({
    id: `page-${answer.document.sha256.slice(0, 16)}`,
    text,
    quotes: quotes.map((quote) => ({
      type: quote.type,
      content: quote.content.map((span) => span.text),
      cue: words(quote.cue?.spans ?? []),
      speaker: quote.speaker && {
        mention: words(quote.speaker.spans),
        name: entities.get(quote.speaker.entity ?? "")?.name ?? null,
        kind: known(entities.get(quote.speaker.entity ?? "")),
      },
      via: quote.via.map(({ relation, entity }) => ({ relation, name: entities.get(entity ?? "")?.name ?? null })),
      ...near(text, quote.content[0]),
      ...(places.has(quote.nested_in ?? "") ? { nested_in: places.get(quote.nested_in ?? "") } : {}),
    })),
    not_quotes: notQuotes(rejected, quotes),
  })}\n`;
}

/** A string in quotation marks. */
const MARKED = /["“„«‹][^"“”„«»‹›]+["“”»›]/gu;

/**
 * The marked strings of contents that were rejected, but for those that some quote has after all, in other borders.
 * @param {string[]} rejected
 * @param {Service.Quote[]} quotes
 */
function notQuotes(rejected, quotes) {
  const said = quotes.flatMap(({ content }) => content.map(({ text }) => text));
  const marked = new Set(rejected.flatMap((text) => text.match(MARKED) ?? []));
  return [...marked].filter((text) => !said.some((each) => each.includes(text) || text.includes(each)));
}

/**
 * The words of some spans, or null where there are none.
 * @param {Service.Span[]} spans
 */
const words = (spans) => spans.map(({ text }) => text).join(" ") || null;

/** @param {Service.Entity | undefined} entity */
const known = (entity) => (entity && entity.kind !== "unknown" ? entity.kind : null);

/**
 * Where a string is not the first of its kind in a text, the shortest stretch from it on that is.
 * @param {string} text
 * @param {Service.Span} span
 */
function near(text, { start, end }) {
  if (text.indexOf(text.slice(start, end)) === start) return {};
  let to = end;
  while (to < text.length && text.indexOf(text.slice(start, to)) < start) to += 1;
  return { near: text.slice(start, to) };
}

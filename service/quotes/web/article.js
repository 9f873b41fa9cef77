/** The article with its quotes marked. */

import { element } from "./dom.js";
import { paragraphs, segments } from "./segments.js";

/** @import {Speaker, Speakers} from "./quotes.js" */

/** @typedef {"content" | "speaker" | "addressee" | "via" | "cue"} Role */
/** @typedef {{start: number, end: number, role: Role, quote: Service.Quote}} Part of the text, and what of a quote it is */

/**
 * Of spans over the same words, earlier roles surround later ones.
 * @type {Role[]}
 */
const ROLES = ["content", "speaker", "addressee", "via", "cue"];

/**
 * Where each text node of the article begins in the text; the numbers before quotes are none of the text.
 * @type {WeakMap<Node, number>}
 */
const starts = new WeakMap();

/**
 * Draws a text with its quotes.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {Service.Quote[]} quotes those to mark, of an answer with offsets in utf-16
 * @param {Speakers} speakers
 */
export function draw(place, text, quotes, speakers) {
  const spans = quotes.flatMap(spansOf).sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  const found = paragraphs(text);
  const borders = [0, text.length, ...found.flatMap(({ start, end }) => [start, end])];
  const unnumbered = new Set(quotes.map(({ id }) => id));
  const pieces = segments(spans, borders);
  let next = 0;
  place.replaceChildren(...found.map(({ start, end }) => {
    const paragraph = element("p");
    while (pieces[next].start < start) next += 1; // the blank lines between
    for (; next < pieces.length && pieces[next].end <= end; next += 1) {
      const { start: from, end: to, covers } = pieces[next];
      for (const { quote } of covers.filter((part) => part.role === "content" && unnumbered.delete(part.quote.id))) {
        paragraph.append(numberOf(quote, speakers.get(quote.id)));
      }
      const words = document.createTextNode(text.slice(from, to));
      starts.set(words, from);
      paragraph.append(marked(words, covers, speakers));
    }
    return paragraph;
  }));
}

/**
 * The spans of a quote, each with the role that it plays.
 * @param {Service.Quote} quote
 * @returns {Part[]}
 */
function spansOf(quote) {
  /** @type {(role: Role, found: Service.Span[]) => Part[]} */
  const spans = (role, found) => found.map(({ start, end }) => ({ start, end, role, quote }));
  return [
    ...spans("content", quote.content),
    ...spans("speaker", quote.speaker?.spans ?? []),
    ...spans("addressee", quote.addressee?.spans ?? []),
    ...spans("via", quote.via.flatMap((via) => via.spans)),
    ...spans("cue", quote.cue?.spans ?? []),
  ].filter(({ start, end }) => start < end);
}

/**
 * The speaker's number before a quote: what the keyboard and a screen reader reach the quote by.
 * @param {Service.Quote} quote
 * @param {Speaker} speaker
 */
function numberOf(quote, { number, tone, name }) {
  const button = { type: "button", class: "number", "data-quote": quote.id, "data-tone": tone };
  return element("button", { ...button, "aria-label": `${name}, ${quote.type} quote` }, number ? String(number) : "?");
}

/**
 * Words within one element for each span over them.
 * @param {Text} words
 * @param {Part[]} covers
 * @param {Speakers} speakers
 */
function marked(words, covers, speakers) {
  let depth = 0;
  const wrappers = covers.map(({ role, quote }) => {
    const { tone } = speakers.get(quote.id);
    const wrapper = element(role === "content" ? "mark" : "span", { class: role, "data-quote": quote.id, "data-tone": tone });
    if (role === "content") {
      wrapper.dataset.type = quote.type;
      wrapper.dataset.depth = String(Math.min(depth, 2));
      depth += 1;
    }
    return wrapper;
  });
  return wrappers.reduceRight((/** @type {Node} */ inner, wrapper) => {
    wrapper.append(inner);
    return wrapper;
  }, words);
}

/**
 * Which stretch of the text is selected.
 * @param {HTMLElement} place where the text was drawn
 * @returns {{start: number, end: number} | null} string indices, the end exclusive; null where no words of it are
 */
export function selected(place) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let found = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const base = starts.get(node);
    if (base === undefined || !range.intersectsNode(node)) continue;
    const start = base + (node === range.startContainer ? range.startOffset : 0);
    const end = base + (node === range.endContainer ? range.endOffset : (node.nodeValue ?? "").length);
    if (start < end) found = { start: found ? found.start : start, end };
  }
  return found;
}

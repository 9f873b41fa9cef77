/** What a reader puts right in an answer: each correction makes a new answer of one. Offsets are string indices. */

import { nameOf } from "./quotes.js";
import { paragraphs } from "./segments.js";

/**
 * An answer as it has been corrected, and the contents of the quotes that are none.
 * @typedef {{answer: Service.Answer, rejected: string[]}} Corrected
 */

/** @typedef {{start: number, end: number}} Stretch */

const MARKS = "\"“”„«»‹›";
const WORD = /[\p{L}\p{N}]/u;

/**
 * Without a quote that is none; what is nested in it is nested in what it was nested in.
 * @param {Corrected} corrected
 * @param {string} id
 * @returns {Corrected}
 */
export function reject({ answer, rejected }, id) {
  const outer = find(answer, id).nested_in;
  const quotes = answer.quotes.filter((quote) => quote.id !== id)
    .map((quote) => (quote.nested_in === id ? { ...quote, nested_in: outer } : quote));
  return { answer: { ...answer, quotes }, rejected: [...rejected, ...find(answer, id).content.map(({ text }) => text)] };
}

/**
 * With another speaker of a quote.
 * @param {Corrected} corrected
 * @param {string} text
 * @param {string} id
 * @param {string} name empty for nobody who is named
 * @returns {Corrected}
 */
export function reassign(corrected, text, id, name) {
  const quote = find(corrected.answer, id);
  const { answer, reference } = refer(corrected.answer, text, name, quote.content);
  const quotes = answer.quotes.map((each) => (each === quote ? { ...quote, speaker: reference } : each));
  return { ...corrected, answer: { ...answer, quotes } };
}

/**
 * With a quote that was missing.
 * @param {Corrected} corrected
 * @param {string} text
 * @param {Stretch} stretch its content
 * @param {{name: string, cue: string}} told the speaker and the word that tells it, either of them empty if there is none
 * @returns {Corrected}
 */
export function add(corrected, text, stretch, { name, cue }) {
  const content = piecesOf(text, stretch);
  const { answer, reference } = refer(corrected.answer, text, name, content);
  const words = nearest(occurrences(text, cue), text, content);
  /** @type {Service.Quote} */
  const quote = {
    id: `added-${stretch.start}-${stretch.end}`,
    type: typeOf(content),
    content,
    prefix: "",
    suffix: "",
    cue: words && { spans: [span(text, words)], lemma: cue, category: "statement", polarity: "positive", modality: "asserted" },
    speaker: reference,
    via: [],
    addressee: null,
    context: { medium: null, time: null, place: null },
    nested_in: null,
    confidence: 1,
  };
  const quotes = [...answer.quotes.filter(({ id }) => id !== quote.id), quote];
  quotes.sort((a, b) => a.content[0].start - b.content[0].start);
  return { ...corrected, answer: { ...answer, quotes } };
}

/**
 * A selected stretch as a content has it: whole words, no space around, with the quotation marks at its ends.
 * @param {string} text
 * @param {Stretch} selected
 * @returns {Stretch | null} null where no word is in it
 */
export function tidy(text, { start, end }) {
  const words = text.slice(start, end).trim();
  if (!WORD.test(words)) return null;
  let from = text.indexOf(words, start);
  let to = from + words.length;
  while (from > 0 && WORD.test(text[from]) && WORD.test(text[from - 1])) from -= 1;
  while (to < text.length && WORD.test(text[to]) && WORD.test(text[to - 1])) to += 1;
  if (from > 0 && MARKS.includes(text[from - 1])) from -= 1;
  const closing = /^[,.?!…]?/.exec(text.slice(to, to + 1))?.[0].length ?? 0;
  if (MARKS.includes(text.charAt(to + closing) || " ")) to += closing + 1;
  return { start: from, end: to };
}

/** @param {string} words */
const hasMarks = (words) => [...words].some((character) => MARKS.includes(character));

/**
 * A stretch as the pieces of a content: one in each paragraph.
 * @param {string} text
 * @param {Stretch} stretch
 */
const piecesOf = (text, { start, end }) => paragraphs(text)
  .map((paragraph) => ({ start: Math.max(start, paragraph.start), end: Math.min(end, paragraph.end) }))
  .filter((piece) => piece.start < piece.end)
  .map((piece) => span(text, piece));

/**
 * @param {Service.Span[]} content
 * @returns {Service.QuoteType}
 */
function typeOf(content) {
  if (!content.some(({ text }) => hasMarks(text))) return "indirect";
  return content.every(({ text }) => isQuoted(text)) ? "direct" : "mixed";
}

/**
 * Whether all words of a piece stand between marks, one of which may be missing.
 * @param {string} words
 */
const isQuoted = (words) =>
  (MARKS.includes(words[0]) || MARKS.includes(words[words.length - 1])) && !hasMarks(words.slice(1, -1));

/**
 * A reference to somebody by name, and the answer with that entity in it.
 * @param {Service.Answer} answer
 * @param {string} text
 * @param {string} name
 * @param {Service.Span[]} content
 * @returns {{answer: Service.Answer, reference: Service.Reference | null}}
 */
function refer(answer, text, name, content) {
  if (!name) return { answer, reference: null };
  const known = answer.entities.find((entity) => entity.name === name);
  const entity = known ?? { id: `named-${name}`, name, kind: /** @type {const} */ ("unknown"), role: null, mentions: [] };
  const mention = nearest(known ? known.mentions : occurrences(text, name), text, content);
  const spans = mention ? [span(text, mention)] : [];
  return {
    answer: known ? answer : { ...answer, entities: [...answer.entities, entity] },
    reference: { spans, text: mention ? spans[0].text : name, entity: entity.id },
  };
}

/**
 * Of some stretches the one nearest to a content, outside it and in a paragraph of it.
 * @param {Stretch[]} stretches
 * @param {string} text
 * @param {Service.Span[]} content
 * @returns {Stretch | null}
 */
function nearest(stretches, text, content) {
  const [first, last] = [content[0].start, content[content.length - 1].end];
  const near = paragraphs(text).filter(({ start, end }) => start < last && first < end);
  const candidates = stretches.filter(({ start, end }) =>
    near.some((paragraph) => paragraph.start <= start && end <= paragraph.end)
    && !content.some((piece) => piece.start < end && start < piece.end));
  /** @param {Stretch} stretch */
  const distance = ({ start, end }) => Math.min(...content.map((piece) => Math.max(piece.start - end, start - piece.end)));
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/**
 * @param {string} text
 * @param {string} words
 * @returns {Stretch[]}
 */
function occurrences(text, words) {
  /** @type {Stretch[]} */
  const found = [];
  for (let at = words ? text.indexOf(words) : -1; at >= 0; at = text.indexOf(words, at + words.length)) {
    found.push({ start: at, end: at + words.length });
  }
  return found;
}

/**
 * @param {string} text
 * @param {Stretch} stretch
 * @returns {Service.Span}
 */
const span = (text, { start, end }) => ({ start, end, text: text.slice(start, end) });

/**
 * @param {Service.Answer} answer
 * @param {string} id
 */
const find = (answer, id) => /** @type {Service.Quote} */ (answer.quotes.find((quote) => quote.id === id));

/**
 * The names that a speaker can have: of all whom the answer knows.
 * @param {Service.Answer} answer
 */
export const names = (answer) => [...new Set(answer.entities.map(({ name }) => name))].sort();

/**
 * What the reader calls the speaker of a quote; empty for nobody.
 * @param {Service.Answer} answer
 * @param {string} id
 */
export const speakerName = (answer, id) => nameOf(answer, find(answer, id).speaker) ?? "";

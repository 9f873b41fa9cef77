/** What the page knows about an answer: its speakers, its quotes, and which of them the filters let through. */

import { byId, capital } from "./dom.js";

/**
 * Whom the quotes of one speaker have in common; whoever is not named has the number 0.
 * @typedef {{key: string, number: number, tone: number, name: string, kind: string, role: string|null}} Speaker
 */

/**
 * The speaker of every quote of an answer, by the quote's id.
 * @typedef {{get: (id: string) => Speaker}} Speakers
 */

/**
 * What the reader chose to see: types, all categories without some, and a least confidence.
 * @typedef {{types: Set<Service.QuoteType>, without: Set<Service.Category>, confidence: number}} Filters
 */

/** @type {Service.QuoteType[]} */
export const TYPES = ["direct", "mixed", "indirect"];

/** The category that the API leaves out unless asked for it, and the types that are in quotation marks. */
export const LEFT_OUT = /** @type {Service.Category} */ (byId("filters").dataset.leftOut);
const MARKED = /** @type {Service.QuoteType[]} */ (byId("filters").dataset.marked?.split(" "));

/** Speakers beyond this number share a colour with an earlier one; their numbers go on. */
const TONES = 8;

/**
 * The cue category of a quote; one without a cue is a statement.
 * @param {Service.Quote} quote
 */
export const categoryOf = (quote) => quote.cue?.category ?? "statement";

/**
 * Whether the choice of categories touches a quote: as in the API, a thought in quotation marks stays in any case.
 * @param {Service.Quote} quote
 */
export const choosable = (quote) => categoryOf(quote) !== LEFT_OUT || !MARKED.includes(quote.type);

/**
 * What a reader calls someone or something that a reference points to.
 * @param {Service.Answer} answer
 * @param {Service.Reference | null | undefined} reference
 */
export function nameOf(answer, reference) {
  const entity = reference && answer.entities.find(({ id }) => id === reference.entity);
  return entity?.name ?? reference?.text ?? null;
}

/**
 * The speakers of an answer. They are numbered in the order of their first quotes, those first whose quotes are seen
 * before the reader changes a filter. Quotes of one speaker share one object.
 * @param {Service.Answer} answer
 * @returns {Speakers}
 */
export function speakersOf(answer) {
  const entities = new Map(answer.entities.map((entity) => [entity.id, entity]));
  /** @param {Service.Quote} quote */
  const keyOf = ({ speaker }) => speaker?.entity ?? speaker?.text ?? "";
  const seen = answer.quotes.filter((quote) => passes(quote, initialFilters()));
  const numbers = new Map();
  for (const key of [...seen, ...answer.quotes].map(keyOf)) {
    if (key && !numbers.has(key)) numbers.set(key, numbers.size + 1);
  }
  /** @type {Map<string, Speaker>} */
  const speakers = new Map();
  const found = new Map(answer.quotes.map((quote) => {
    const key = keyOf(quote);
    if (!speakers.has(key)) {
      const entity = entities.get(key);
      const number = numbers.get(key) ?? 0;
      speakers.set(key, {
        key,
        number,
        tone: number && ((number - 1) % TONES) + 1,
        name: capital(entity?.name ?? quote.speaker?.text ?? "Nobody named"),
        kind: entity?.kind ?? "unknown",
        role: entity?.role ?? null,
      });
    }
    return [quote.id, speakers.get(key)];
  }));
  return /** @type {Speakers} */ (found);
}

/**
 * The filters as they are at first: what the API returns unless it is asked for more.
 * @returns {Filters}
 */
export const initialFilters = () => ({ types: new Set(TYPES), without: new Set([LEFT_OUT]), confidence: 0 });

/**
 * Whether a quote passes the filters.
 * @param {Service.Quote} quote
 * @param {Filters} filters
 */
export function passes(quote, { types, without, confidence }) {
  const wanted = !choosable(quote) || !without.has(categoryOf(quote));
  return wanted && types.has(quote.type) && quote.confidence >= confidence;
}

/**
 * The filters with one category let through.
 * @param {Filters} filters
 * @param {Service.Category} category
 * @returns {Filters}
 */
export const withCategory = (filters, category) =>
  ({ ...filters, without: new Set([...filters.without].filter((each) => each !== category)) });

/**
 * Why quotes are not shown.
 * @param {Service.Answer} answer
 * @param {Filters} filters
 * @returns {{leftOut: number, others: number}} how many are left out as the API does by default, for their category
 *   alone; and how many the other filters hide
 */
export function hiddenBy(answer, filters) {
  const hidden = answer.quotes.filter((quote) => !passes(quote, filters));
  const leftOut = hidden.filter((quote) => passes(quote, withCategory(filters, LEFT_OUT))).length;
  return { leftOut, others: hidden.length - leftOut };
}

/**
 * The categories that the reader can choose among.
 * @param {Service.Answer} answer
 */
export const categoriesOf = (answer) => [...new Set(answer.quotes.filter(choosable).map(categoryOf))].sort();

/**
 * Whether the API can be asked for what is shown: not for nothing, and not for no category where there are some.
 * @param {Service.Quote[]} shown
 * @param {Service.Answer} answer
 * @param {Filters} filters
 */
export const askable = (shown, answer, filters) =>
  shown.length > 0 && ("include" in optionsOf(answer, filters) || categoriesOf(answer).length === 0);

/**
 * The options of the API that come nearest to the filters; it has none for types.
 * @param {Service.Answer} answer
 * @param {Filters} filters
 * @returns {Pick<Service.Query, "include" | "min_confidence">}
 */
export function optionsOf(answer, { without, confidence }) {
  const include = categoriesOf(answer).filter((category) => !without.has(category));
  return { min_confidence: confidence, ...(include.length ? { include } : {}) };
}

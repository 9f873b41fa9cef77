/** The few helpers that the page's other modules build it with. Text always becomes text, never markup. */

/**
 * The elements of the page that are more than an HTMLElement, by id.
 * @typedef {{
 *   "article-text": HTMLTextAreaElement,
 *   "by-hand": HTMLDialogElement,
 *   "by-hand-text": HTMLTextAreaElement,
 *   "confidence": HTMLInputElement,
 *   "form": HTMLFormElement,
 *   "key-field": HTMLInputElement,
 *   "progress": HTMLProgressElement,
 * }} Elements
 */

/**
 * The element with an id, which the page has.
 * @template {string} Id
 * @param {Id} id
 * @returns {Id extends keyof Elements ? Elements[Id] : HTMLElement}
 */
export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * The quote that a part of the article is about.
 * @param {HTMLElement} part
 */
export const quoteOf = (part) => /** @type {string} */ (part.dataset.quote);

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string|number|boolean|null|undefined>} attributes null, undefined and false leave one out
 * @param {...(Node|string|null)} children strings become text nodes, null nothing
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * "1 quote", "2 quotes".
 * @param {number} number
 * @param {string} noun
 */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/**
 * A share as a percentage: 0.974 is "97%".
 * @param {number} share
 */
export const percent = (share) => `${Math.round(share * 100)}%`;

/**
 * The first letter in upper case.
 * @param {string} text
 */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

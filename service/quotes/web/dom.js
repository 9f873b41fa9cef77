/** The few helpers that the page's other modules build it with. Text always becomes text, never markup. */

/**
 * The elements of the page that are more than an HTMLElement, by id.
 * @typedef {{
 *   "add": HTMLButtonElement,
 *   "answer-form": HTMLSelectElement,
 *   "article-text": HTMLTextAreaElement,
 *   "by-hand": HTMLDialogElement,
 *   "by-hand-text": HTMLTextAreaElement,
 *   "confidence": HTMLInputElement,
 *   "copy-answer": HTMLButtonElement,
 *   "download-answer": HTMLButtonElement,
 *   "file": HTMLInputElement,
 *   "form": HTMLFormElement,
 *   "key-field": HTMLInputElement,
 *   "naming": HTMLDialogElement,
 *   "naming-cue": HTMLInputElement,
 *   "naming-speaker": HTMLInputElement,
 *   "progress": HTMLProgressElement,
 *   "reassign": HTMLButtonElement,
 *   "reject": HTMLButtonElement,
 *   "undo": HTMLButtonElement,
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

/**
 * Puts something under a box of the window, or above it where there is no room; the style sheet uses the place.
 * @param {HTMLElement} shown
 * @param {DOMRect} box
 */
export function place(shown, box) {
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(8, Math.min(box.left, clientWidth - shown.offsetWidth - 8));
  const below = box.bottom + 6;
  const above = box.top - shown.offsetHeight - 6;
  const top = below + shown.offsetHeight > clientHeight && above > 0 ? above : below;
  shown.style.setProperty("--left", `${left + window.scrollX}px`);
  shown.style.setProperty("--top", `${top + window.scrollY}px`);
}

/** The few helpers that the page's other modules build it with. Text always becomes text, never markup. */

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, string|number|boolean|null|undefined>} attributes null, undefined and false leave one out
 * @param {...(Node|string|null)} children strings become text nodes, null nothing
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** "1 quote", "2 quotes". */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** A share as a percentage: 0.974 is "97%". */
export const percent = (share) => `${Math.round(share * 100)}%`;

/** The first letter in upper case. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

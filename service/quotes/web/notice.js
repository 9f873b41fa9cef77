/** What the service remarks about a text, above it. */

import { byId, capital, count, element } from "./dom.js";

/**
 * Shows the remarks: the weightiest one, and the others folded away.
 * @param {Service.Warning[]} warnings
 * @param {string} text
 * @param {boolean} large whether nothing else is there to look at
 */
export function drawNotice(warnings, text, large) {
  const [first, ...others] = warnings.toSorted((a, b) => Number(isLanguage(b)) - Number(isLanguage(a)));
  const notice = byId("notice");
  notice.hidden = !first;
  notice.classList.toggle("large", large);
  if (!first) return;
  const more = element("details", {},
    element("summary", {}, `${count(others.length, "more remark")} about this text`),
    element("ul", {}, ...others.map((each) => element("li", {}, sentence(each, text)))));
  notice.replaceChildren(element("p", {}, sentence(first, text)), ...(others.length ? [more] : []));
}

/** @param {Service.Warning} warning */
const isLanguage = ({ code }) => code === "unexpected_language";

/**
 * @param {Service.Warning} warning
 * @param {string} text
 */
function sentence(warning, text) {
  if (isLanguage(warning)) return "This does not read as English, and the service reads nothing else: quotes may be missing or wrong.";
  return `${capital(warning.detail)}, near “${around(text, warning.start)}”.`;
}

/**
 * The words around a place.
 * @param {string} text
 * @param {number} at
 */
function around(text, at) {
  const before = text.slice(Math.max(0, at - 30), at);
  const after = text.slice(at, at + 20);
  return `${at > 30 ? before.replace(/^\S*\s/, "") : before}${at + 20 < text.length ? after.replace(/\s\S*$/, "") : after}`.trim();
}

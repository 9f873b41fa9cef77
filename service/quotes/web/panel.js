/** The panel beside the article: filters, and the speakers with their quotes. */

import { byId, capital, count, element, percent } from "./dom.js";
import { categoriesOf, categoryOf, choosable, TYPES } from "./quotes.js";

/** @import {Filters, Speakers} from "./quotes.js" */

/**
 * Draws the filters for an answer.
 * @param {Service.Answer} answer
 * @param {Filters} filters changed as the reader chooses
 * @param {() => void} changed called after each change
 */
export function drawFilters(answer, filters, changed) {
  const { quotes } = answer;
  byId("types").replaceChildren(...TYPES.map((type) => {
    const number = quotes.filter((quote) => quote.type === type).length;
    return choice(type, number, filters.types.has(type), (on) => {
      filters.types[on ? "add" : "delete"](type);
      changed();
    });
  }));
  byId("categories").replaceChildren(...categoriesOf(answer).map((category) => {
    const number = quotes.filter((quote) => choosable(quote) && categoryOf(quote) === category).length;
    return choice(category, number, !filters.without.has(category), (on) => {
      filters.without[on ? "delete" : "add"](category);
      changed();
    });
  }));
  const slider = byId("confidence");
  slider.valueAsNumber = filters.confidence;
  slider.oninput = () => {
    filters.confidence = slider.valueAsNumber;
    changed();
  };
}

/**
 * A box to tick.
 * @param {string} name
 * @param {number} number how many quotes it is about
 * @param {boolean} on
 * @param {(on: boolean) => void} chosen
 */
function choice(name, number, on, chosen) {
  const box = element("input", { type: "checkbox", value: name, checked: on });
  box.addEventListener("change", () => chosen(box.checked));
  return element("label", { "data-type": name },
    box, element("span", { class: "name" }, capital(name)), " ", element("span", { class: "many" }, String(number)));
}

/**
 * Says beside the filters what they let through.
 * @param {Service.Answer} answer
 * @param {Filters} filters
 */
export function describeFilters(answer, { without, confidence }) {
  byId("confidence-value").textContent = percent(confidence);
  byId("confidence").setAttribute("aria-valuetext", percent(confidence));
  const left = categoriesOf(answer).filter((category) => without.has(category));
  byId("categories-note").textContent = left.length ? `all but ${left.join(", ")}` : "all";
}

/**
 * Draws the speakers of some quotes, most quoted ones first.
 * @param {Service.Quote[]} quotes
 * @param {Speakers} speakers
 * @param {{open: Set<string>, toggled: () => void, chosen: (id: string) => void}} how the keys of the speakers whose
 *   quotes are shown; called when they change; called with the quote that was picked
 */
export function drawSpeakers(quotes, speakers, { open, toggled, chosen }) {
  const groups = Map.groupBy(quotes, ({ id }) => speakers.get(id));
  const sorted = [...groups].sort(([a, hers], [b, his]) => his.length - hers.length || a.number - b.number);
  byId("speakers").replaceChildren(...sorted.map(([speaker, said]) => {
    const { key, number, tone, name, role, kind } = speaker;
    const details = element("details", { "data-tone": tone, open: open.has(key) },
      element("summary", {},
        element("span", { class: "badge", "aria-hidden": "true" }, number ? String(number) : "?"),
        element("span", { class: "who" },
          element("span", { class: "name" }, name),
          element("span", { class: "role" }, [role && capital(role), kind !== "unknown" && kind].filter(Boolean).join(" · "))),
        element("span", { class: "many" }, count(said.length, "quote"))),
      element("ul", {}, ...said.map((quote) => element("li", {}, entry(quote, chosen)))));
    details.addEventListener("toggle", () => {
      if (details.open === open.has(key)) return;
      open[details.open ? "add" : "delete"](key);
      toggled();
    });
    return element("li", {}, details);
  }));
}

/**
 * A quote in the list; picking it leads to its place in the article.
 * @param {Service.Quote} quote
 * @param {(id: string) => void} chosen
 */
function entry(quote, chosen) {
  const button = element("button", { type: "button", "data-entry": quote.id },
    element("q", {}, quote.content.map(({ text }) => text).join(" … ")),
    element("span", { class: "about" }, `${capital(categoryOf(quote))}, ${quote.type}, ${percent(quote.confidence)}`));
  button.addEventListener("click", () => chosen(quote.id));
  return button;
}

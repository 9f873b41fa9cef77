/** The panel beside the article: filters, and the speakers with their quotes. */

import { byId, capital, count, element, percent } from "./dom.js";
import { badge, bySpeaker, entry, roleOf } from "./list.js";
import { categoriesOf, categoryOf, choosable, passes, TYPES, withCategory } from "./quotes.js";

/** @import {Filters, Speakers} from "./quotes.js" */

/**
 * Draws the filters for an answer.
 * @param {Service.Answer} answer
 * @param {Filters} filters changed as the reader chooses
 * @param {() => void} changed called after each change
 */
export function drawFilters(answer, filters, changed) {
  byId("types").replaceChildren(...TYPES.map((type) =>
    choice(type, filters.types.has(type), (on) => {
      filters.types[on ? "add" : "delete"](type);
      changed();
    })));
  byId("categories").replaceChildren(...categoriesOf(answer).map((category) =>
    choice(category, !filters.without.has(category), (on) => {
      filters.without[on ? "delete" : "add"](category);
      changed();
    })));
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
 * @param {boolean} on
 * @param {(on: boolean) => void} chosen
 */
function choice(name, on, chosen) {
  const box = element("input", { type: "checkbox", value: name, checked: on });
  box.addEventListener("change", () => chosen(box.checked));
  return element("label", { "data-type": name },
    box, element("span", { class: "name" }, capital(name)), " ", element("span", { class: "many", "data-count": name }));
}

/**
 * Says beside the filters what they let through: a type or a category has as many quotes as pass all other filters.
 * @param {Service.Answer} answer
 * @param {Filters} filters
 */
export function describeFilters(answer, filters) {
  const { without, confidence } = filters;
  for (const type of TYPES) {
    tally("types", type, answer.quotes.filter((quote) => passes(quote, { ...filters, types: new Set([type]) })));
  }
  for (const category of categoriesOf(answer)) {
    const those = answer.quotes.filter((quote) => choosable(quote) && categoryOf(quote) === category);
    tally("categories", category, those.filter((quote) => passes(quote, withCategory(filters, category))));
  }
  byId("confidence-value").textContent = percent(confidence);
  byId("confidence").setAttribute("aria-valuetext", percent(confidence));
  const left = categoriesOf(answer).filter((category) => without.has(category));
  byId("categories-note").textContent = left.length ? `all but ${left.join(", ")}` : "all";
}

/**
 * @param {string} group the id of the filter
 * @param {string} name
 * @param {Service.Quote[]} quotes
 */
function tally(group, name, quotes) {
  const place = byId(group).querySelector(`[data-count="${name}"]`);
  if (place) place.textContent = String(quotes.length);
}

/**
 * Draws the speakers of some quotes, most quoted ones first.
 * @param {Service.Answer} answer
 * @param {Service.Quote[]} quotes
 * @param {Speakers} speakers
 * @param {{open: Set<string>, toggled: () => void, chosen: (id: string) => void}} how the keys of the speakers whose
 *   quotes are shown; called when they change; called with the quote that was picked
 */
export function drawSpeakers(answer, quotes, speakers, { open, toggled, chosen }) {
  byId("speakers").replaceChildren(...bySpeaker(quotes, speakers).map(([speaker, said]) => {
    const { key, tone, name } = speaker;
    const details = element("details", { "data-tone": tone, open: open.has(key) },
      element("summary", {},
        badge(speaker),
        element("span", { class: "who" },
          element("span", { class: "name" }, name),
          element("span", { class: "role" }, roleOf(speaker))),
        element("span", { class: "many" }, count(said.length, "quote"))),
      element("ul", {}, ...said.map((quote) => element("li", {}, entry(answer, quote, chosen)))));
    details.addEventListener("toggle", () => {
      if (details.open === open.has(key)) return;
      open[details.open ? "add" : "delete"](key);
      toggled();
    });
    return element("li", {}, details);
  }));
}

/** Where the window is narrow the panel is a sheet over the article; this opens or closes it. */
export function unfold(open = true) {
  byId("panel").classList.toggle("open", open);
  byId("to-panel").setAttribute("aria-expanded", String(open));
  if (open) byId("panel").focus({ preventScroll: true });
  else if (byId("panel").contains(document.activeElement)) byId("to-panel").focus({ preventScroll: true });
}

/** Quotes as lists, by speaker. */

import { capital, count, element, percent } from "./dom.js";
import { categoryOf, nameOf } from "./quotes.js";

/** @import {Speaker, Speakers} from "./quotes.js" */

/**
 * The quotes of each speaker, most quoted speakers first.
 * @param {Service.Quote[]} quotes
 * @param {Speakers} speakers
 */
export function bySpeaker(quotes, speakers) {
  const groups = Map.groupBy(quotes, ({ id }) => speakers.get(id));
  return [...groups].sort(([a, hers], [b, his]) => his.length - hers.length || a.number - b.number);
}

/**
 * Who a speaker is, in a few words, as far as that is known.
 * @param {Speaker} speaker
 */
export const roleOf = ({ role, kind }) => [role && capital(role), kind !== "unknown" && kind].filter(Boolean).join(" · ");

/**
 * A speaker's number, in the speaker's colour.
 * @param {Speaker} speaker
 */
export const badge = ({ number }) => element("span", { class: "badge", "aria-hidden": "true" }, number ? String(number) : "?");

/**
 * A quote in a list; it can be picked.
 * @param {Service.Answer} answer
 * @param {Service.Quote} quote
 * @param {(id: string) => void} chosen called with the quote that was picked
 */
export function entry(answer, quote, chosen) {
  const relays = quote.via.map((via) => `via ${nameOf(answer, via) ?? "somebody"}`);
  const about = [categoryOf(quote), quote.type, ...relays, percent(quote.confidence)].join(", ");
  const button = element("button", { type: "button", "data-entry": quote.id },
    element("q", {}, quote.content.map(({ text }) => text).join(" … ")),
    element("span", { class: "about" }, capital(about)));
  button.addEventListener("click", () => chosen(quote.id));
  return button;
}

/**
 * Draws all quotes in full, under the names of their speakers.
 * @param {HTMLElement} place
 * @param {Service.Answer} answer
 * @param {Service.Quote[]} quotes those to show
 * @param {Speakers} speakers
 * @param {(id: string) => void} chosen called with the quote that was picked
 */
export function drawList(place, answer, quotes, speakers, chosen) {
  place.replaceChildren(...bySpeaker(quotes, speakers).map(([speaker, said]) =>
    element("section", { "data-tone": speaker.tone, "data-speaker": speaker.key },
      element("h2", {}, badge(speaker), element("span", { class: "name" }, speaker.name),
        element("span", { class: "many" }, count(said.length, "quote"))),
      element("p", { class: "role" }, roleOf(speaker)),
      element("ul", {}, ...said.map((quote) => element("li", {}, entry(answer, quote, chosen)))))));
}

/** The card that tells about a quote, beside the words that the pointer or the focus is on. */

import { byId, capital, element, percent, place, quoteOf } from "./dom.js";
import { categoryOf, nameOf } from "./quotes.js";

/** @import {Speaker} from "./quotes.js" */
/** @typedef {{answer: Service.Answer, quote: Service.Quote, speaker: Speaker}} Known */

/** Milliseconds in which the pointer may cross from the words to the card. */
const PATIENCE = 200;

const RELATIONS = { spokesperson: "spokesperson", reported_by: "reported it" };

/**
 * Shows cards over an article.
 * @param {HTMLElement} article as `draw` of article.js made it
 * @param {(id: string) => Known} find what is known of a quote
 */
export function install(article, find) {
  const card = byId("card");
  /** @type {string | null} */
  let shown = null;
  let timer = 0;

  /**
   * @param {string} id
   * @param {DOMRect} rect
   */
  function show(id, rect) {
    clearTimeout(timer);
    if (id === shown) return;
    hide();
    shown = id;
    const known = find(id);
    card.dataset.tone = String(known.speaker.tone);
    card.replaceChildren(...contents(known));
    card.hidden = false;
    place(card, rect);
    for (const part of parts(id)) part.classList.add("active");
    focusable(id)?.setAttribute("aria-describedby", card.id);
  }

  function hide() {
    if (shown === null) return;
    for (const part of parts(shown)) part.classList.remove("active");
    focusable(shown)?.removeAttribute("aria-describedby");
    card.hidden = true;
    shown = null;
  }

  /** @param {string} id */
  const parts = (id) => article.querySelectorAll(`[data-quote="${CSS.escape(id)}"]`);

  /** @type {(id: string) => HTMLElement | null} */
  const focusable = (id) => article.querySelector(`button[data-quote="${CSS.escape(id)}"]`);

  /** @type {(target: EventTarget | null) => HTMLElement | null} */
  const partAt = (target) => (target instanceof Element ? target.closest("[data-quote]") : null);

  /** What the focus is on stays shown when the pointer leaves. */
  function settle() {
    const focused = article.contains(document.activeElement) && partAt(document.activeElement);
    if (focused) show(quoteOf(focused), focused.getBoundingClientRect());
    else hide();
  }

  article.addEventListener("pointerover", (event) => {
    const part = partAt(event.target);
    clearTimeout(timer);
    if (part && event.pointerType === "mouse") show(quoteOf(part), lineAt(part, event.clientY));
    else if (shown !== null) timer = setTimeout(settle, PATIENCE);
  });
  article.addEventListener("pointerleave", () => { timer = setTimeout(settle, PATIENCE); });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => { timer = setTimeout(settle, PATIENCE); });
  article.addEventListener("focusin", (event) => {
    const part = partAt(event.target);
    if (part) show(quoteOf(part), part.getBoundingClientRect());
  });
  article.addEventListener("focusout", hide);
  article.addEventListener("click", (event) => {
    const part = partAt(event.target);
    if (part && document.getSelection()?.isCollapsed) focusable(quoteOf(part))?.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  return { hide };
}

/**
 * The box of the line of an element that a height on the screen falls into.
 * @param {Element} part
 * @param {number} y
 */
function lineAt(part, y) {
  return [...part.getClientRects()].find((rect) => rect.top <= y && y <= rect.bottom) ?? part.getBoundingClientRect();
}

/** @param {Known} known */
function contents({ answer, quote, speaker }) {
  const { cue, context } = quote;
  const outer = answer.quotes.find(({ id }) => id === quote.nested_in);
  /** @type {[term: string, value: string | false | null | undefined][]} */
  const rows = [
    ["Cue", cue && `${cue.spans.map(({ text }) => text).join(" … ") || cue.lemma}${note(cue)}`],
    ["Category", categoryOf(quote)],
    ["Type", quote.type],
    ...quote.via.map((via) => relay(via, nameOf(answer, via))),
    ["To", quote.addressee && nameOf(answer, quote.addressee)],
    ["When", context.time],
    ["Where", context.place],
    ["How", context.medium],
    ["Within", outer && `a quote of ${nameOf(answer, outer.speaker) ?? "somebody"}`],
    ["Confidence", percent(quote.confidence)],
  ];
  const kind = speaker.kind !== "unknown" && speaker.kind;
  return [
    element("p", { class: "who" }, element("span", { class: "badge" }, speaker.number ? String(speaker.number) : "?"), speaker.name),
    speaker.role || kind ? element("p", { class: "role" }, [capital(speaker.role ?? ""), kind].filter(Boolean).join(" · ")) : null,
    element("dl", {}, ...rows.flatMap(([term, value]) => (value ? [element("dt", {}, term), element("dd", {}, value)] : []))),
  ].filter((part) => part !== null);
}

/**
 * The row about a relay.
 * @param {Service.Via} via
 * @param {string | null} name
 * @returns {[term: string, value: string]}
 */
const relay = ({ relation }, name) => ["Via", `${name ?? "somebody"} (${RELATIONS[relation] ?? relation})`];

/**
 * What the text says about whether it was said at all.
 * @param {NonNullable<Service.Quote["cue"]>} cue
 */
function note({ polarity, modality }) {
  const notes = [polarity === "negative" && "not said", modality !== "asserted" && modality].filter(Boolean);
  return notes.length ? ` (${notes.join(", ")})` : "";
}

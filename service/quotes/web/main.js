/** The page: what the reader does, and what follows from it. */

import * as article from "./article.js";
import * as cards from "./card.js";
import { ask, Problem, seed, useKey } from "./client.js";
import { copy } from "./copying.js";
import { byId, count, element, quoteOf } from "./dom.js";
import * as panel from "./panel.js";
import { askable, initialFilters, optionsOf, passes, speakersOf, TYPES } from "./quotes.js";
import { wait } from "./waiting.js";

/** @import {Filters, Speakers} from "./quotes.js" */
/** @typedef {{text: string, answer: Service.Answer, speakers: Speakers, filters: Filters, open: Set<string>}} Shown */

const field = byId("article-text");
/** @type {NodeListOf<HTMLButtonElement>} */
const copying = document.querySelectorAll("button[data-accept]");
const limit = Number(byId("counter").dataset.limit);

/**
 * What is on show, from the first answer on.
 * @type {Shown}
 */
let shown;
/** Aborts the request that runs. */
let running = new AbortController();

const card = cards.install(byId("article"), (id) => {
  const { answer, speakers } = shown;
  const quote = /** @type {Service.Quote} */ (answer.quotes.find((each) => each.id === id));
  return { answer, quote, speaker: speakers.get(id) };
});

/**
 * Shows the form, the wait or the result, and moves the focus to its beginning.
 * @param {"compose" | "waiting" | "result"} name
 */
function view(name) {
  card.hide();
  for (const each of ["compose", "waiting", "result"]) byId(each).hidden = each !== name;
  byId(`${name}-title`).focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** Shows the form, at an address that names no article: picking the same one again is a change then. */
function compose() {
  running.abort();
  if (location.hash) history.pushState(null, "", location.pathname);
  view("compose");
}

/**
 * Does what may fail, and tells the reader if it does.
 * @param {() => Promise<void>} work
 */
async function attempt(work) {
  byId("problem").hidden = true;
  try {
    await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    if (!(error instanceof Problem)) throw error;
    byId("problem").textContent = error.message;
    byId("problem").hidden = false;
    if (byId("result").hidden || error.status === 401) compose();
    if (error.status === 401) byId("key").hidden = false;
    if (!byId("compose").hidden) byId(error.status === 401 ? "key-field" : "article-text").focus();
  }
}

/**
 * Sends a text to the service and shows the answer.
 * @param {string} text
 */
async function analyse(text) {
  running.abort();
  running = new AbortController();
  view("waiting");
  const done = wait(text.length);
  try {
    const answer = JSON.parse(await ask({ text, offset_encoding: "utf-16", include: "all" }, { signal: running.signal }));
    done(true);
    present(text, answer);
  } finally {
    done(false);
  }
}

/**
 * @param {string} text
 * @param {Service.Answer} answer
 */
function present(text, answer) {
  shown = { text, answer, speakers: speakersOf(answer), filters: initialFilters(), open: new Set() };
  panel.drawFilters(answer, shown.filters, drawResult);
  drawRemarks(answer.warnings);
  drawResult();
  view("result");
}

function drawResult() {
  const { text, answer, speakers, filters, open } = shown;
  const quotes = answer.quotes.filter((quote) => passes(quote, filters));
  for (const button of copying) button.disabled = !askable(quotes, answer, filters);
  card.hide();
  article.draw(byId("article"), text, quotes, speakers);
  panel.describeFilters(answer, filters);
  panel.drawSpeakers(quotes, speakers, { open, toggled: emphasise, chosen: lead });
  emphasise();
  byId("result-title").textContent = title(quotes);
  const hidden = answer.quotes.length - quotes.length;
  tell(hidden ? `The filters leave ${hidden} of ${count(answer.quotes.length, "quote")} out.` : "");
}

/** @param {Service.Quote[]} quotes those that pass the filters */
function title(quotes) {
  if (shown.answer.quotes.length === 0) return "No quotes were found";
  if (quotes.length === 0) return "No quote passes the filters";
  const people = new Set(quotes.map(({ id }) => shown.speakers.get(id))).size;
  return `${count(quotes.length, "quote")} by ${count(people, "speaker")}`;
}

/** @param {string} sentence */
const tell = (sentence) => { byId("status").textContent = sentence; };

/** Fades the quotes of all others while the quotes of some speakers are unfolded. */
function emphasise() {
  const { speakers, open } = shown;
  /** @type {NodeListOf<HTMLElement>} */
  const parts = byId("article").querySelectorAll("[data-quote]");
  /** @param {HTMLElement} part */
  const isOpen = (part) => open.has(speakers.get(quoteOf(part)).key);
  const some = [...parts].some(isOpen);
  for (const part of parts) part.classList.toggle("faded", some && !isOpen(part));
}

/**
 * Leads to a quote in the article.
 * @param {string} id
 */
function lead(id) {
  /** @type {HTMLElement | null} */
  const number = byId("article").querySelector(`button[data-quote="${CSS.escape(id)}"]`);
  number?.scrollIntoView({ block: "center" });
  number?.focus({ preventScroll: true });
}

/**
 * Copies what the API says to the same filters, as far as it has them.
 * @param {string} format its name
 * @param {string} accept its media type
 */
async function copyAs(format, accept) {
  const { text, answer, filters } = shown;
  tell(`Asking for ${format} …`);
  try {
    const copied = await copy(ask({ text, ...optionsOf(answer, filters) }, { accept }));
    const types = filters.types.size < TYPES.length ? " All types are in it: the API does not filter by type." : "";
    tell(`${copied ? "Copied" : "Ready to be copied by hand"} as ${format}.${types}`);
  } catch (error) {
    tell("");
    throw error;
  }
}

/** @param {Service.Warning[]} warnings */
function drawRemarks(warnings) {
  byId("remarks").hidden = warnings.length === 0;
  byId("remarks").replaceChildren(
    element("h2", {}, "About this text"),
    element("ul", {}, ...warnings.map(({ detail, start }) => element("li", {}, `${detail}: near “${excerpt(start)}”`))),
  );
}

/** @param {number} at */
const excerpt = (at) => shown.text.slice(Math.max(0, at - 25), at + 15).trim();

/** Reads the article that the address names after its `#`, or shows the form. */
function follow() {
  const name = location.hash.slice(1);
  if (!name) {
    compose();
    return;
  }
  attempt(async () => {
    field.value = await seed(name);
    recount();
    await analyse(field.value);
  });
}

/** Counts as the service does, in code points. */
function recount() {
  const pairs = field.value.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
  const length = field.value.length - pairs;
  byId("counter").textContent = `${length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
  byId("counter").classList.toggle("over", length > limit);
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  useKey(byId("key-field").value);
  attempt(() => analyse(field.value));
});
field.addEventListener("input", recount);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("form").requestSubmit();
});
byId("cancel").addEventListener("click", compose);
byId("edit").addEventListener("click", () => {
  compose();
  field.focus();
});
byId("to-panel").addEventListener("click", () => {
  byId("panel").scrollIntoView();
  byId("panel").focus({ preventScroll: true });
});
for (const button of copying) {
  button.addEventListener("click", () => attempt(() => copyAs(button.textContent ?? "", button.dataset.accept ?? "")));
}
window.addEventListener("hashchange", follow);
recount();
follow();

/** The page: what the reader does, and what follows from it. */

import * as article from "./article.js";
import * as cards from "./card.js";
import { articleOf, ask, Problem, seed, useKey } from "./client.js";
import * as correcting from "./correcting.js";
import { byId, count, quoteOf } from "./dom.js";
import * as form from "./form.js";
import { holdsText, unpack } from "./links.js";
import { drawList } from "./list.js";
import { drawNotice } from "./notice.js";
import * as panel from "./panel.js";
import { hiddenBy, initialFilters, LEFT_OUT, passes, speakersOf, withCategory } from "./quotes.js";
import * as saving from "./saving.js";
import { wait } from "./waiting.js";

/** @import {Source} from "./client.js" */
/** @import {Corrected} from "./corrections.js" */
/** @import {Filters, Speakers} from "./quotes.js" */
/**
 * @typedef {object} Shown
 * @property {Source} source the article as it was sent
 * @property {string} text as the service read it
 * @property {Service.Answer} asked the answer as the service gave it
 * @property {Corrected[]} versions the answer as it was, and after each correction
 * @property {Speakers} speakers
 * @property {Filters} filters
 * @property {Set<string>} open keys of the speakers that are unfolded
 */

/**
 * What is on show, from the first answer on.
 * @type {Shown}
 */
let shown;
/** Aborts the request that runs. */
let running = new AbortController();

/** The answer with all corrections. */
const current = () => /** @type {Corrected} */ (shown.versions.at(-1)).answer;

const card = cards.install(byId("article"), (id) => {
  const quote = /** @type {Service.Quote} */ (current().quotes.find((each) => each.id === id));
  return { answer: current(), quote, speaker: shown.speakers.get(id) };
});
const corrections = correcting.install(() => shown, redraw, (on) => {
  byId("filters").hidden = on;
  if (on) showAll();
});

/**
 * Shows the form, the wait or the result, and moves the focus to its beginning.
 * @param {"compose" | "waiting" | "result"} name
 */
function view(name) {
  card.hide();
  panel.unfold(false);
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
    else window.scrollTo(0, 0);
  }
}

/**
 * Sends an article to the service and shows the answer.
 * @param {Source} source
 */
async function analyse(source) {
  running.abort();
  running = new AbortController();
  view("waiting");
  const done = wait(source.text.length);
  try {
    const query = { ...articleOf(source), offset_encoding: /** @type {const} */ ("utf-16"), include: /** @type {const} */ ("all") };
    const answer = JSON.parse(await ask(query, { signal: running.signal }));
    done(true);
    present(source, answer);
  } finally {
    done(false);
  }
}

/**
 * @param {Source} source
 * @param {Service.Answer} asked
 */
function present(source, asked) {
  const versions = [{ answer: asked, rejected: [] }];
  const text = asked.document?.text ?? source.text;
  shown = { source, text, asked, versions, speakers: speakersOf(asked), filters: initialFilters(), open: new Set() };
  tell("");
  show("article");
  corrections.describe();
  redraw();
  view("result");
}

/** Draws everything anew: there is another answer. */
function redraw() {
  shown.speakers = speakersOf(current());
  panel.drawFilters(current(), shown.filters, drawResult);
  drawResult();
}

/** Shows what the API returns unless it is asked for more. */
function showAll() {
  shown.filters = initialFilters();
  redraw();
}

function drawResult() {
  const { text, speakers, filters, open } = shown;
  const answer = current();
  const quotes = answer.quotes.filter((quote) => passes(quote, filters));
  card.hide();
  article.draw(byId("article"), text, quotes, speakers);
  drawList(byId("list"), answer, quotes, speakers, lead);
  panel.describeFilters(answer, filters);
  panel.drawSpeakers(answer, quotes, speakers, { open, toggled: emphasise, chosen: lead });
  saving.allow(quotes, shown);
  emphasise();
  byId("result-title").textContent = title(quotes);
  drawNotice(answer.warnings, text, answer.quotes.length === 0);
  byId("result").classList.toggle("empty", answer.quotes.length === 0);
  drawLeftOut();
}

/** @param {Service.Quote[]} quotes those that pass the filters */
function title(quotes) {
  if (current().quotes.length === 0) return "No quotes were found";
  if (quotes.length === 0) return "No quote passes the filters";
  const people = new Set(quotes.map(({ id }) => shown.speakers.get(id))).size;
  return `${count(quotes.length, "quote")} by ${count(people, "speaker")}`;
}

/** Says what is hidden, and why. */
function drawLeftOut() {
  const { leftOut, others } = hiddenBy(current(), shown.filters);
  const [were, them] = leftOut === 1 ? ["is", "it"] : ["are", "them"];
  byId("left-out").textContent = [
    leftOut && `${count(leftOut, LEFT_OUT)} ${were} hidden: nobody need have voiced ${them}.`,
    others && `The filters hide ${count(others, leftOut ? "other quote" : "quote")}.`,
  ].filter(Boolean).join(" ");
  byId("show-left-out").textContent = `Show the ${LEFT_OUT}${leftOut === 1 ? "" : "s"}`;
  byId("show-left-out").hidden = leftOut === 0 || !byId("correcting").hidden;
}

/** @param {string} sentence */
function tell(sentence) {
  byId("told").textContent = sentence;
}

/** Fades the quotes of all others while the quotes of some speakers are unfolded. */
function emphasise() {
  const { speakers, open } = shown;
  /** @type {NodeListOf<HTMLElement>} */
  const parts = byId("article").querySelectorAll("[data-quote]");
  /** @param {HTMLElement} part */
  const isOpen = (part) => open.has(speakers.get(quoteOf(part)).key);
  const some = [...parts].some(isOpen);
  for (const part of parts) part.classList.toggle("faded", some && !isOpen(part));
  /** @type {NodeListOf<HTMLElement>} */
  const sections = byId("list").querySelectorAll("[data-speaker]");
  for (const each of sections) each.hidden = some && !open.has(each.dataset.speaker ?? "");
}

/**
 * Leads to a quote in the article; from the list only while nothing is corrected, as it can be picked there too.
 * @param {string} id
 */
function lead(id) {
  if (!byId("list").hidden && !byId("correcting").hidden) return;
  show("article");
  panel.unfold(false);
  /** @type {HTMLElement | null} */
  const number = byId("article").querySelector(`button[data-quote="${CSS.escape(id)}"]`);
  number?.scrollIntoView({ block: "center" });
  number?.focus({ preventScroll: true });
}

/** @param {"article" | "list"} which of the two ways to look at a result */
function show(which) {
  card.hide();
  for (const each of /** @type {const} */ (["article", "list"])) {
    byId(each).hidden = each !== which;
    byId(`as-${each}`).setAttribute("aria-pressed", String(each === which));
  }
  byId("legend").hidden = which !== "article";
}

/** Reads the article that the address names, or holds, after its `#`; or shows the form. */
function follow() {
  const name = location.hash.slice(1);
  if (name) attempt(async () => {
    const source = holdsText(name) ? await unpack(name, form.mostBytes) : { kind: /** @type {const} */ ("text"), text: await seed(name) };
    form.fill(source);
    await analyse(source);
  });
  else compose();
}

form.install({
  send: (source) => {
    useKey(byId("key-field").value);
    attempt(() => analyse(source));
  },
  open: (coming) => attempt(async () => {
    const source = await coming;
    form.fill(source);
    await analyse(source);
  }),
});
saving.install(() => shown, tell, attempt);
byId("cancel").addEventListener("click", compose);
byId("edit").addEventListener("click", () => {
  compose();
  byId("article-text").focus();
});
byId("as-article").addEventListener("click", () => show("article"));
byId("as-list").addEventListener("click", () => show("list"));
byId("show-left-out").addEventListener("click", () => {
  shown.filters = withCategory(shown.filters, LEFT_OUT);
  redraw();
  byId("result-title").focus({ preventScroll: true });
});
byId("to-panel").addEventListener("click", () => panel.unfold(!byId("panel").classList.contains("open")));
byId("close-panel").addEventListener("click", () => panel.unfold(false));
byId("panel").addEventListener("keydown", (event) => { if (event.key === "Escape") panel.unfold(false); });
window.addEventListener("hashchange", follow);
follow();

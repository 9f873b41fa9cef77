/** The bar in which a reader corrects an answer: a quote that is none, a wrong speaker, a quote that is missing. */

import { selected } from "./article.js";
import { download } from "./copying.js";
import { add, names, reassign, reject, speakerName, tidy } from "./corrections.js";
import { byId, count, element } from "./dom.js";
import { goldLine } from "./gold.js";

/** @import {Corrected, Stretch} from "./corrections.js" */
/** @typedef {{text: string, versions: Corrected[]}} Work a text, and its answer as it was and after each correction */
/** @typedef {{id: string} | Stretch | null} Picked a quote, or words that are to be one */

/**
 * The lines of the articles that were corrected since the page was opened, by their texts.
 * @type {Map<string, string>}
 */
const lines = new Map();

/**
 * Makes the bar work.
 * @param {() => Work} what is on show
 * @param {() => void} changed called after each correction and after each that is undone
 * @param {(on: boolean) => void} switched called when the reader begins or ends
 */
export function install(what, changed, switched) {
  /** @type {Picked} */
  let picked = null;
  const latest = () => /** @type {Corrected} */ (what().versions.at(-1));

  /** @param {Picked} next */
  function pick(next) {
    picked = next;
    const quote = next && "id" in next ? latest().answer.quotes.find(({ id }) => id === next.id) : undefined;
    for (const id of /** @type {const} */ (["reject", "reassign"])) byId(id).disabled = !quote;
    byId("add").disabled = !next || "id" in next;
    const words = wordsOf(next);
    byId("picked").replaceChildren(...(words
      ? [element("q", {}, words), quote ? ` · ${speakerName(latest().answer, quote.id) || "Nobody named"}` : ""]
      : ["Pick a quote, or select words that are one."]));
  }

  /** @param {Picked} of */
  function wordsOf(of) {
    if (!of) return "";
    if (!("id" in of)) return what().text.slice(of.start, of.end);
    return latest().answer.quotes.find(({ id }) => id === of.id)?.content.map(({ text }) => text).join(" … ") ?? "";
  }

  /** @param {Corrected} version */
  function correct(version) {
    const { text, versions } = what();
    versions.push(version);
    lines.set(text, goldLine(text, version));
    refresh();
  }

  function refresh() {
    changed();
    describe();
    byId("correcting").focus({ preventScroll: true });
  }

  /** Says what there is so far, of a new article too. */
  function describe() {
    const { text, versions } = what();
    const others = [...lines.keys()].filter((each) => each !== text).length;
    byId("undo").disabled = versions.length === 1;
    byId("collected").textContent = `${count(versions.length - 1, "correction")}${others ? ` here, and ${count(others, "other article")}` : ""}`;
    pick(null);
  }

  /**
   * @param {string} title
   * @param {string} name
   * @param {boolean} withCue
   * @returns {Promise<{name: string, cue: string} | null>} null if the reader thinks better of it
   */
  function ask(title, name, withCue) {
    byId("naming-title").textContent = title;
    byId("naming-words").textContent = wordsOf(picked);
    byId("names").replaceChildren(...names(latest().answer).map((value) => element("option", { value })));
    byId("naming-speaker").value = name;
    byId("naming-cue").value = "";
    byId("naming-cue-row").hidden = !withCue;
    byId("naming").returnValue = "";
    byId("naming").showModal();
    byId("naming-speaker").select();
    return new Promise((resolve) => {
      byId("naming").addEventListener("close", () => {
        const told = { name: byId("naming-speaker").value.trim(), cue: byId("naming-cue").value.trim() };
        resolve(byId("naming").returnValue ? told : null);
      }, { once: true });
    });
  }

  byId("reject").addEventListener("click", () => {
    if (picked && "id" in picked) correct(reject(latest(), picked.id));
  });
  byId("reassign").addEventListener("click", async () => {
    if (!picked || !("id" in picked)) return;
    const { id } = picked;
    const told = await ask("Who said it?", speakerName(latest().answer, id), false);
    if (told) correct(reassign(latest(), what().text, id, told.name));
  });
  byId("add").addEventListener("click", async () => {
    if (!picked || "id" in picked) return;
    const stretch = picked;
    const told = await ask("A quote is missing", "", true);
    if (told) correct(add(latest(), what().text, stretch, told));
  });
  byId("undo").addEventListener("click", () => {
    const { text, versions } = what();
    if (versions.length > 1) versions.pop();
    if (versions.length > 1) lines.set(text, goldLine(text, latest()));
    else lines.delete(text);
    refresh();
  });
  byId("save-corrections").addEventListener("click", () => {
    lines.set(what().text, goldLine(what().text, latest()));
    download([...lines.values()].join(""), "corrections.jsonl", "application/x-ndjson");
  });
  byId("correct").addEventListener("click", () => {
    const on = byId("correcting").hidden;
    byId("correcting").hidden = !on;
    byId("correct").setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("correcting", on);
    describe();
    switched(on);
  });
  for (const place of [byId("article"), byId("list")]) {
    place.addEventListener("focusin", ({ target }) => {
      const { quote, entry } = target instanceof HTMLElement ? target.dataset : {};
      if (quote ?? entry) pick({ id: /** @type {string} */ (quote ?? entry) });
    });
  }
  document.addEventListener("selectionchange", () => {
    const stretch = byId("correcting").hidden ? null : selected(byId("article"));
    const words = stretch && tidy(what().text, stretch);
    if (words) pick(words);
  });
  return { describe };
}

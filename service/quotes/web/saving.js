/** What the reader takes along: the answer in any form that the API gives, or a link to the text. */

import { articleOf, ask } from "./client.js";
import { copy, download } from "./copying.js";
import { byId, place } from "./dom.js";
import { pack } from "./links.js";
import { askable, optionsOf, passes, TYPES } from "./quotes.js";

/** @import {Source} from "./client.js" */
/** @import {Filters} from "./quotes.js" */
/** @typedef {{source: Source, asked: Service.Answer, filters: Filters}} Saved what to ask for; `asked` as the service gave it */

/**
 * Makes the menu work.
 * @param {() => Saved} what is on show
 * @param {(sentence: string) => void} tell
 * @param {(work: () => Promise<void>) => void} attempt does what may fail
 */
export function install(what, tell, attempt) {
  /** @param {(coming: Promise<string>, form: HTMLOptionElement) => Promise<string>} use gives what to tell in the end */
  const take = (use) => attempt(async () => {
    const { source, asked, filters } = what();
    const form = byId("answer-form").selectedOptions[0];
    byId("saving").hidePopover();
    tell(`Asking for ${form.text} …`);
    try {
      const query = { ...articleOf(source), ...optionsOf(asked, filters) };
      const told = await use(ask(query, { accept: form.value }), form);
      tell(`${told} as ${form.text}.${filters.types.size < TYPES.length ? " All types are in it: the API does not filter by type." : ""}`);
    } catch (error) {
      tell("");
      throw error;
    }
  });

  // The browser opens the menu after the click, and paints after the frame.
  byId("save").addEventListener("click", () => requestAnimationFrame(() => place(byId("saving"), byId("save").getBoundingClientRect())));
  byId("copy-answer").addEventListener("click", () => take(async (coming) =>
    (await copy(coming) ? "Copied" : "Ready to be copied by hand")));
  byId("download-answer").addEventListener("click", () => take(async (coming, form) => {
    download(await coming, `quotes${form.dataset.suffix}`, form.value);
    return "Saved";
  }));
  byId("copy-link").addEventListener("click", () => attempt(async () => {
    byId("saving").hidePopover();
    const link = pack(what().source).then((fragment) => new URL(`#${fragment}`, location.href).href);
    tell(await copy(link) ? "The link is copied. Whoever has it has the text." : "");
  }));
}

/**
 * Lets the reader have only what is shown.
 * @param {Service.Quote[]} quotes those that the filters let through
 * @param {Saved} saved
 */
export function allow(quotes, { asked, filters }) {
  const those = asked.quotes.filter((quote) => passes(quote, filters));
  for (const id of /** @type {const} */ (["copy-answer", "download-answer"])) {
    byId(id).disabled = !askable(quotes.length ? those : [], asked, filters);
  }
}

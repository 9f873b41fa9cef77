/** The form: an article as text or as HTML, typed, pasted, or from a file. */

import { byId } from "./dom.js";
import { looksLikeHtml, read } from "./files.js";

/** @import {Source} from "./client.js" */

const field = byId("article-text");
const counter = byId("counter");

/** Characters of a text, and bytes of a request, that the service takes. */
const mostCharacters = Number(counter.dataset.characters);
export const mostBytes = Number(counter.dataset.bytes);

/** @type {NodeListOf<HTMLInputElement>} */
const kinds = byId("form").querySelectorAll("input[name=kind]");

/**
 * Makes the form work.
 * @param {object} to what it is for
 * @param {(source: Source) => void} to.send called with what is in the field
 * @param {(coming: Promise<Source>) => void} to.open called with what is in a file
 */
export function install({ send, open }) {
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    send({ kind: kindOf(), text: field.value });
  });
  byId("file").addEventListener("change", () => {
    const file = byId("file").files?.[0];
    if (file) open(read(file, mostBytes));
    byId("file").value = ""; // so that the same file can be opened again
  });
  field.addEventListener("input", (event) => {
    const pasted = event instanceof InputEvent && event.inputType === "insertFromPaste";
    if (pasted) choose(looksLikeHtml(field.value) ? "html" : "text");
    recount();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("form").requestSubmit();
  });
  for (const kind of kinds) kind.addEventListener("change", recount);
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  for (const end of ["dragleave", "drop"]) document.addEventListener(end, () => document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    open(read(file, mostBytes));
  });
  recount();
}

/**
 * Puts an article into the form.
 * @param {Source} source
 */
export function fill({ kind, text }) {
  field.value = text;
  choose(kind);
  recount();
}

/** @returns {Source["kind"]} */
const kindOf = () => (kinds[1].checked ? "html" : "text");

/** @param {Source["kind"]} kind */
function choose(kind) {
  for (const each of kinds) each.checked = each.value === kind;
}

/** Counts as the service does, in code points; of HTML only what is read of it counts, which is not known yet. */
function recount() {
  const pairs = field.value.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
  const length = field.value.length - pairs;
  const limited = kindOf() === "text";
  const most = `of ${mostCharacters.toLocaleString("en")} characters`;
  counter.textContent = `${length.toLocaleString("en")} ${limited ? most : "characters of HTML"}`;
  counter.classList.toggle("over", limited && length > mostCharacters);
}

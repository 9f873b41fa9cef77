/** Giving texts to the reader: on the clipboard, or as a file. */

import { byId, element } from "./dom.js";

/**
 * Copies a text that is still to come; shows it to be copied by hand where the browser refuses.
 * @param {Promise<string>} coming passed to the clipboard as it is: browsers want the call within the click
 * @returns {Promise<boolean>} whether it is on the clipboard; rejected as `coming` is
 */
export async function copy(coming) {
  const written = write(coming).then(() => true, () => false);
  const text = await coming;
  if (await written) return true;
  byId("by-hand-text").value = text;
  byId("by-hand").showModal();
  byId("by-hand-text").select();
  return false;
}

/**
 * The clipboard is there in secure contexts only: not on a bare http:// address of another machine.
 * @param {Promise<string>} coming
 */
async function write(coming) {
  const blob = coming.then((text) => new Blob([text], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/**
 * Saves a text as a file, as the browser does with downloads.
 * @param {string} text
 * @param {string} name of the file
 * @param {string} type its media type
 */
export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers begin only after the click
}

/** Articles from files, opened or dropped. */

import { Problem } from "./client.js";

/** @import {Source} from "./client.js" */

/** What begins like this is HTML, whatever its name. */
const MARKUP = /^\s*<(!doctype|!--|\/?[a-z][a-z0-9]*[\s>])/i;

/** @param {string} text */
export const looksLikeHtml = (text) => MARKUP.test(text);

/**
 * The article in a file.
 * @param {File} file
 * @param {number} most bytes that the service takes
 * @returns {Promise<Source>}
 * @throws {Problem} the file is too large, or holds no text
 */
export async function read(file, most) {
  if (file.size > most) throw new Problem(0, [`${file.name} is too large: it has more than ${most.toLocaleString("en")} bytes.`]);
  const text = decode(await file.arrayBuffer());
  if (text.includes("\0")) throw new Problem(0, [`${file.name} is no text.`, "Save it as plain text or as HTML first."]);
  return { kind: /\.html?$/i.test(file.name) || looksLikeHtml(text) ? "html" : "text", text };
}

/**
 * By its byte order mark, else as UTF-8, else, where it is none, as browsers read the pages of old.
 * @param {ArrayBuffer} bytes
 */
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

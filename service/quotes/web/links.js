/** Links that hold a text: it stands, compressed, behind the # of the address, which no browser sends. */

import { Problem } from "./client.js";

/** @import {Source} from "./client.js" */

/**
 * What stands behind the # for a text: its kind, and the text deflated, in base64url.
 * @param {Source} source
 */
export async function pack({ kind, text }) {
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `${kind}=${base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** @param {string} fragment what stands behind the # of an address */
export const holdsText = (fragment) => /^(text|html)=/.test(fragment);

/**
 * The text that `pack` made a fragment of.
 * @param {string} fragment
 * @param {number} most characters of the text: whoever made the link may have meant harm
 * @returns {Promise<Source>}
 * @throws {Problem} the fragment holds no text, or a longer one
 */
export async function unpack(fragment, most) {
  const [kind, base64] = fragment.split("=");
  try {
    const binary = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return { kind: kind === "html" ? "html" : "text", text: await inflate(bytes, most) };
  } catch {
    throw new Problem(0, ["This link is broken: it holds no text that can be read.", "Ask for a new one."]);
  }
}

/**
 * @param {BlobPart} bytes
 * @param {number} most
 */
async function inflate(bytes, most) {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = inflated.pipeThrough(new TextDecoderStream("utf-8", { fatal: true, ignoreBOM: true })).getReader();
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += piece.value;
    if (text.length > most) {
      await reader.cancel();
      throw new RangeError("The text is too long.");
    }
  }
  return text;
}

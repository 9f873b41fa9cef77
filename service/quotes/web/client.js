/** Calls of the service, and its failures in sentences. */

/** A failure that the reader is told about; `status` is the HTTP status, 0 where there was no answer. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string[]} sentences empty ones are left out
   */
  constructor(status, sentences) {
    super(sentences.filter(Boolean).join(" "));
    this.status = status;
  }
}

/**
 * An article as the reader gave it.
 * @typedef {{kind: "text" | "html", text: string}} Source
 */

/**
 * An article as a request has it.
 * @param {Source} source
 * @returns {Pick<Service.Query, "text" | "html">}
 */
export const articleOf = ({ kind, text }) => (kind === "html" ? { html: text } : { text });

/** The API key, in memory only. */
let key = "";

/** @param {string} value */
export function useKey(value) {
  key = value.trim();
}

/**
 * The quotes of a text.
 * @param {Service.Query} query
 * @param {{accept?: string, signal?: AbortSignal}} options
 * @returns {Promise<string>} the body of the answer, in the media type asked for
 * @throws {Problem} the service cannot be reached or refuses
 * @throws {DOMException} AbortError, if the signal was given
 */
export function ask(query, { accept = "application/json", signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json", Accept: accept };
  if (key) headers.Authorization = `Bearer ${key}`;
  return request("v1/quotes", { method: "POST", headers, body: JSON.stringify(query), signal });
}

/**
 * The text of an article that the service offers. Throws as `ask`.
 * @param {string} name
 */
export const seed = (name) => request(`seeds/${encodeURIComponent(name)}`);

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function request(path, options = {}) {
  let response, body;
  try {
    response = await fetch(path, options);
    body = await response.text();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, ["The service cannot be reached.", "Check the connection, then try again."]);
  }
  if (!response.ok) throw refusal(response, body);
  return body;
}

/**
 * @param {Response} response
 * @param {string} body
 */
function refusal(response, body) {
  const { status } = response;
  const problem = parsed(body);
  if (status === 401) {
    const told = key ? "This API key is not valid." : "This service asks for an API key.";
    return new Problem(status, [told, "Enter one below."]);
  }
  const title = problem.title ?? `The service answered with status ${status}`;
  const details = problem.errors?.map(({ detail }) => detail) ?? [problem.detail ?? ""];
  const told = new Set([title, ...details].filter(Boolean).map(sentence));
  return new Problem(status, [...told, again(response.headers.get("Retry-After"))]);
}

/**
 * When to try again, from a Retry-After header in seconds.
 * @param {string | null} retryAfter
 */
function again(retryAfter) {
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  if (Number.isNaN(seconds)) return "";
  return seconds < 90
    ? `Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`
    : `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

/**
 * A problem document, or an empty one where something on the way answered with anything else.
 * @param {string} body
 * @returns {Partial<Service.Problem>}
 */
function parsed(body) {
  try {
    const value = JSON.parse(body);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

/** @param {string} text */
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

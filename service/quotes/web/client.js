/** Calls of the service, and its failures in sentences. */

/** A failure that the reader is told about; `status` is the HTTP status, 0 where there was no answer. */
export class Problem extends Error {
  constructor(status, sentences) {
    super(sentences.filter(Boolean).join(" "));
    this.status = status;
  }
}

/** The API key, in memory only. */
let key = "";

export function useKey(value) {
  key = value.trim();
}

/**
 * The quotes of a text.
 * @param {{text: string, include?: string|string[], min_confidence?: number, offset_encoding?: string}} query
 * @param {{accept?: string, signal?: AbortSignal}} options
 * @returns {Promise<string>} the body of the answer, in the media type asked for
 * @throws {Problem} the service cannot be reached or refuses
 * @throws {DOMException} AbortError, if the signal was given
 */
export async function ask(query, { accept = "application/json", signal } = {}) {
  const headers = { "Content-Type": "application/json", Accept: accept };
  if (key) headers.Authorization = `Bearer ${key}`;
  return request("v1/quotes", { method: "POST", headers, body: JSON.stringify(query), signal });
}

/** The text of an article that the service offers. Throws as `ask`. */
export const seed = (name) => request(`seeds/${encodeURIComponent(name)}`);

async function request(path, options = {}) {
  let response, body;
  try {
    response = await fetch(path, options);
    body = await response.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, ["The service cannot be reached.", "Check the connection, then try again."]);
  }
  if (!response.ok) throw refusal(response, body);
  return body;
}

function refusal(response, body) {
  const { status } = response;
  const problem = parsed(body);
  if (status === 401) {
    const told = key ? "This API key is not valid." : "This service asks for an API key.";
    return new Problem(status, [told, "Enter one below."]);
  }
  const title = problem.title ?? `The service answered with status ${status}`;
  const details = problem.errors?.map(({ detail }) => detail) ?? [problem.detail];
  const told = new Set([title, ...details].filter(Boolean).map(sentence));
  return new Problem(status, [...told, again(response.headers.get("Retry-After"))]);
}

/** When to try again, from a Retry-After header in seconds. */
function again(retryAfter) {
  const seconds = Number.parseInt(retryAfter, 10);
  if (Number.isNaN(seconds)) return "";
  return seconds < 90
    ? `Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`
    : `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

/** A problem document, or an empty one where something on the way answered with anything else. */
function parsed(body) {
  try {
    const value = JSON.parse(body);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

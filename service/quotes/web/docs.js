/** The documentation's forms: each sends a request as it is described, and shows what comes back. */

const root = document.body.dataset.root ?? "";
const key = /** @type {HTMLElement} */ (document.getElementById("api-key"));

/** @type {NodeListOf<HTMLDetailsElement>} */
const trials = document.querySelectorAll(".try");
for (const trial of trials) install(trial);
key.addEventListener("submit", (event) => event.preventDefault());
key.hidden = false;

/** @param {HTMLDetailsElement} trial */
function install(trial) {
  const form = /** @type {HTMLFormElement} */ (trial.querySelector("form"));
  const examples = /** @type {HTMLSelectElement | null} */ (trial.querySelector(".examples"));
  const body = trial.querySelector("textarea");
  const answer = /** @type {HTMLElement} */ (trial.querySelector(".answer"));
  const choose = () => { if (body && examples) body.value = examples.value; };
  examples?.addEventListener("change", choose);
  choose();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.hidden = false;
    answer.textContent = "Asking …";
    answer.textContent = await send(requestOf(trial, form, body, examples?.selectedOptions[0].dataset.type));
  });
  trial.hidden = false;
}

/**
 * The request that a form describes.
 * @param {HTMLDetailsElement} trial
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement | null} body
 * @param {string | undefined} type media type of the body
 * @returns {[address: string, options: RequestInit]}
 */
function requestOf(trial, form, body, type) {
  const { method, path, secured } = trial.dataset;
  const headers = new Headers(type ? { "Content-Type": type } : {});
  const query = new URLSearchParams();
  let address = path ?? "/";
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
  const parameters = form.querySelectorAll("[data-in]");
  for (const { name, value, dataset } of parameters) {
    if (dataset.in === "path") address = address.replace(`{${name}}`, encodeURIComponent(value));
    else if (value && dataset.in === "query") query.set(name, value);
    else if (value) headers.set(name, value);
  }
  const secret = key.querySelector("input")?.value.trim();
  if (secret && secured !== undefined) headers.set("Authorization", `Bearer ${secret}`);
  return [`${root}${address}${query.size ? `?${query}` : ""}`, { method, headers, body: body?.value }];
}

/**
 * Sends a request.
 * @param {[address: string, options: RequestInit]} request
 * @returns {Promise<string>} status, headers and body of the answer, to be read
 */
async function send([address, options]) {
  try {
    const response = await fetch(address, options);
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join("");
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get("Content-Type") ?? "");
    return `${response.status} ${response.statusText}\n${headers}\n${isJson ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
  } catch (error) {
    return `No answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

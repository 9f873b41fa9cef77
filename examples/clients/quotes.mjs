/**
 * Who says what in an article: a client of the service for node 20 and browsers, without packages.
 *
 *     import { findQuotes } from './quotes.mjs';
 *
 *     for (const { speaker, text, spans } of await findQuotes(article, { key })) {
 *         console.log(speaker, text, article.slice(...spans[0]));
 *     }
 *
 * In a browser leave the key on a server of yours, and let QUOTES_CORS_ORIGINS name your site. The types Service.* are
 * the schemas of the service's openapi.yaml.
 */

/**
 * How the service is asked.
 *
 * @typedef {object} Way
 * @property {string} [url] Where the service is.
 * @property {string} [key] The API key, if it asks for one.
 * @property {number} [timeout] Milliseconds until it is given up, with a TimeoutError.
 * @property {number} [tries] How often to ask while it is busy, as far as the time allows.
 * @property {AbortSignal} [signal] To give it up earlier.
 */

/** The statuses of a service that is busy, or asked too often, and says when to come again. */
const BUSY = [429, 503];

/** The service refused; `problem` is its RFC 9457 object, `retryAfter` the seconds to wait if it is only busy. */
export class ProblemError extends Error {
    name = 'ProblemError';

    /**
     * @param {Service.Problem} problem
     * @param {?number} retryAfter
     */
    constructor(problem, retryAfter) {
        super(`${problem.title}: ${problem.detail}`);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }
}

/**
 * The quotes of an article in text order.
 *
 * @param {string} article Plain text.
 * @param {Way & { options?: Service.Query }} [how] `options` as in the API, such as `{ min_confidence: 0.8 }`.
 * @returns {Promise<Array<{ type: string, speaker: ?string, text: string, spans: number[][], confidence: number }>>}
 *     `spans` are the string indices of the quote's parts.
 * @throws {ProblemError} The service refused.
 */
export async function findQuotes(article, { options, ...way } = {}) {
    const answer = await post({ text: article, offset_encoding: 'utf-16', ...options }, way);
    const names = new Map(answer.entities.map(({ id, name }) => [id, name]));
    return answer.quotes.map(({ type, speaker, content, confidence }) => ({
        type,
        speaker: names.get(speaker?.entity ?? '') ?? speaker?.text ?? null,
        text: content.map(({ text }) => text).join(' … '),
        spans: content.map(({ start, end }) => [start, end]),
        confidence,
    }));
}

/**
 * The service's answer to a JSON body; while it is busy, it is asked again when it says so.
 *
 * @param {Service.Query} body
 * @param {Way} [way]
 * @returns {Promise<Service.Answer>}
 */
export async function post(body, { url = 'http://127.0.0.1:8080', key, timeout = 5000, tries = 3, signal } = {}) {
    const until = Date.now() + timeout;
    const patience = AbortSignal.timeout(timeout);
    const ask = () => fetch(`${url}/v1/quotes`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) },
        body: JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    let response = await ask();
    for (let left = tries - 1; left > 0 && BUSY.includes(response.status); left--) {
        const wait = 1000 * Number(response.headers.get('Retry-After') ?? 1);
        if (Date.now() + wait >= until) {
            break;
        }
        await new Promise((resolve) => { setTimeout(resolve, wait); });
        response = await ask();
    }
    if (response.ok) {
        return response.json();
    }
    if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
        throw new Error(`${url} answered with status ${response.status}`); // a gateway, perhaps
    }
    const retryAfter = Number(response.headers.get('Retry-After')) || null;
    throw new ProblemError(await response.json(), retryAfter);
}

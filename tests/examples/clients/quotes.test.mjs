/** examples/clients/quotes.mjs against the service at QUOTE_ATTRIBUTION_URL. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'node:test';

import { findQuotes, post, ProblemError } from '../../../examples/clients/quotes.mjs';

const { QUOTE_ATTRIBUTION_URL: url, QUOTE_ATTRIBUTION_KEY: key } = process.env;
const ARTICLE = '🙂 “Rates will fall,” Hiroshi Ito said on Sunday. “They must.”';

/**
 * A server that does with each request what it is told; its address.
 *
 * @param {test.TestContext} t
 * @param {import('node:http').RequestListener} handle
 */
async function serving(t, handle) {
    const server = createServer(handle).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
        server.closeAllConnections();
        server.close();
    });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return `http://127.0.0.1:${port}`;
}

test('quotes have string indices', async () => {
    const [quote] = await findQuotes(ARTICLE, { url, key, timeout: 60000 });
    assert.equal(quote.speaker, 'Hiroshi Ito');
    assert.equal(quote.text, '“Rates will fall,” … “They must.”');
    assert.deepEqual(quote.spans.map((span) => ARTICLE.slice(...span)), ['“Rates will fall,”', '“They must.”']);
});

test('options are passed on', async () => {
    assert.deepEqual(await findQuotes(ARTICLE, { url, key, options: { include: ['denial'] } }), []);
});

test('a refusal is a problem', async () => {
    await assert.rejects(findQuotes(ARTICLE, { url, key: 'wrong' }), (error) => {
        assert.ok(error instanceof ProblemError);
        assert.equal(error.problem.type, '/docs#unauthorized');
        return true;
    });
});

for (const status of [429, 503]) {
    test(`a service that is busy twice, with ${status}, is asked a third time`, async (t) => {
        const statuses = [status, status, 200];
        const busy = await serving(t, (_, response) => {
            response.writeHead(statuses.shift() ?? 500, { 'Retry-After': '0' });
            response.end('{"quotes": []}');
        });
        assert.deepEqual(await post({ text: ARTICLE }, { url: busy }), { quotes: [] });
    });
}

test('a busy service says when to come again', async (t) => {
    const busy = await serving(t, (_, response) => {
        response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '7' });
        response.end(JSON.stringify({ title: 'Too many texts are waiting', detail: 'Later.', status: 503 }));
    });
    await assert.rejects(post({ text: ARTICLE }, { url: busy }), { name: 'ProblemError', retryAfter: 7 });
});

test('what is no answer of the service is an error', async (t) => {
    const gateway = await serving(t, (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    await assert.rejects(post({ text: ARTICLE }, { url: gateway }), /answered with status 502/);
});

test('patience ends', async (t) => {
    const silent = await serving(t, () => {});
    await assert.rejects(post({ text: ARTICLE }, { url: silent, timeout: 50 }), { name: 'TimeoutError' });
    await assert.rejects(post({ text: ARTICLE }, { url: silent, signal: AbortSignal.abort() }), { name: 'AbortError' });
});

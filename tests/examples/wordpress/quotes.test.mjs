/** The plugin's js/quotes.js: by itself, and with the answers of the service at QUOTE_ATTRIBUTION_URL. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import quotes from '../../../examples/wordpress/quote-attribution/js/quotes.js';

const CSS = new URL('../../../examples/wordpress/quote-attribution/css/editor.css', import.meta.url);
const { QUOTE_ATTRIBUTION_URL, QUOTE_ATTRIBUTION_KEY } = process.env;
/** @type {Record<string, string>} */
const CHARACTERS = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', ldquo: '“', rdquo: '”' };

/** @import {Passage, Piece} from '../../../examples/wordpress/quote-attribution/js/quotes.js' */
/** @typedef {Parameters<typeof quotes.passages>[0][number]} Block */

/**
 * What wp.richText.create( { html } ).text is, for the HTML of these tests.
 *
 * @param {string} html
 */
function toText(html) {
    return html
        .replace(/<br\s*\/?>/g, '\n')
        .replace(/<[^>]*>/g, '')
        .replace(/&(\w+);/g, (_, name) => CHARACTERS[name] ?? '');
}

/** A span without what the plugin does not read. */
const NOWHERE = { start: 0, end: 0, text: '' };

let created = 0;

/** @type {(name: string, attributes: object, ...innerBlocks: Block[]) => Block} */
function block(name, attributes, ...innerBlocks) {
    return { clientId: `client-${++created}`, name: `core/${name}`, attributes, innerBlocks };
}

/** @param {any} content */
const paragraph = (content) => block('paragraph', { content });
/** @param {Passage[]} passages */
const textsOf = (passages) => new Map(passages.map(({ id, html }) => [id, toText(html)]));

/**
 * The answer of the service about blocks, and the passages that it was asked about.
 *
 * @param {...Block} blocks
 * @returns {Promise<{ passages: Passage[], answer: Service.Answer }>}
 */
async function ask(...blocks) {
    const passages = quotes.passages(blocks);
    const response = await fetch(`${QUOTE_ATTRIBUTION_URL}/v1/quotes`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${QUOTE_ATTRIBUTION_KEY}` },
        body: JSON.stringify({ ...quotes.question(passages), offset_encoding: 'utf-16' }),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return { passages, answer: await response.json() };
}

/**
 * What the editor would highlight, quote by quote.
 *
 * @param {{ passages: Passage[], answer: Service.Answer }} about
 */
function highlighted({ passages, answer }) {
    const texts = textsOf(passages);
    return answer.quotes.map((quote) =>
        quotes
            .anchor(quotes.pieces(quote, passages, toText), texts)
            .map((place) => place && texts.get(place.id)?.slice(place.start, place.end))
    );
}

/**
 * The pieces of a quote that square brackets mark in the HTML of paragraphs, as the service would answer.
 *
 * @param {...string} htmls
 */
function marked(...htmls) {
    const passages = quotes.passages(htmls.map((html) => paragraph(html.replace(/[[\]]/g, ''))));
    const open = htmls.findIndex((html) => html.includes('['));
    const close = htmls.findIndex((html) => html.includes(']'));
    const span = {
        ...NOWHERE,
        block: passages[open].id,
        html_start: htmls[open].indexOf('['),
        html_end: htmls[close].replace('[', '').indexOf(']'),
        ...(close > open && { end_block: passages[close].id }),
    };
    const all = htmls.map(toText).join('\n\n');
    const quote = {
        content: [span],
        prefix: all.slice(0, all.indexOf('[')).slice(-32),
        suffix: all.slice(all.indexOf(']') + 1).slice(0, 32),
    };
    return { passages, pieces: quotes.pieces(quote, passages, toText) };
}

/**
 * The words that a quote's pieces are found at in other texts; null for those that are not.
 *
 * @param {{ pieces: Piece[] }} quote
 * @param {Map<string, string>} texts
 */
function found({ pieces }, texts) {
    return quotes
        .anchor(pieces, texts)
        .map((place) => place && [place.id, texts.get(place.id)?.slice(place.start, place.end), place.start]);
}

test('passages are in the order of reading, without what repeats or is empty', () => {
    const passages = quotes.passages([
        block('heading', { content: 'One' }),
        block('group', {}, block('quote', { citation: 'Three' }, paragraph('Two'))),
        block('pullquote', { value: 'Two', citation: 'Three' }),
        block('image', { caption: 'A caption' }),
        block('details', { summary: 'Four' }, block('list', {}, block('list-item', { content: 'Five' }))),
        paragraph('  '),
        paragraph(undefined),
    ]);
    assert.deepEqual(passages.map(({ html }) => html), ['One', 'Two', 'Three', 'Four', 'Five']);
    assert.equal(new Set(passages.map(({ id }) => id)).size, 5);
});

test('a rich text is sent as the editor writes it', () => {
    const [passage] = quotes.passages([paragraph({ toString: () => '<b>One</b>' })]);
    assert.equal(passage.html, '<b>One</b>');
});

test('the service\'s quotes are highlighted to the letter', async () => {
    const { passages, answer } = await ask(
        block('heading', { content: 'Rates &amp; <em>more</em>' }),
        paragraph('🙂 &ldquo;Rates will <b>fall</b>,&rdquo; Hiroshi Ito, the <i>finance&nbsp;minister</i>, said.'),
        block('quote', {}, paragraph('Monday:<br>Maria Lopez warned that <b>R&amp;D</b> would suffer.'))
    );
    assert.deepEqual(highlighted({ passages, answer }), [
        ['“Rates will fall,”'],
        ['that R&D would suffer'],
    ]);
    assert.deepEqual(quotes.bySpeaker(answer).map(({ name }) => name), ['Hiroshi Ito', 'Maria Lopez']);
});

test('a quote that goes on in the next block is highlighted in both', async () => {
    const about = await ask(
        paragraph('“The bank has done <i>enough</i>,” Ito said. “We have waited for a year.'),
        paragraph('“It is time to act.”')
    );
    assert.deepEqual(highlighted(about).flat(), [
        '“The bank has done enough,”', '“We have waited for a year.', '“It is time to act.”',
    ]);
});

test('a span that crosses blocks is a piece in each of them', () => {
    const { passages, pieces } = marked('Ito said: <b>[“One</b> &amp; two.', 'Three.', 'Four,” &lt;he] added.');
    const ids = passages.map(({ id }) => id);
    assert.deepEqual(
        pieces.map(({ id, start, end, text }) => [ids.indexOf(id), start, end, text]),
        [[0, 10, 21, '“One & two.'], [1, 0, 6, 'Three.'], [2, 0, 10, 'Four,” <he']]
    );
    const places = found({ pieces }, textsOf(passages));
    assert.deepEqual(places.map((place) => place?.[1]), pieces.map(({ text }) => text));
});

test('a quote moves with the words before it', () => {
    const quote = marked('Ito said: [“One.”]');
    const [id] = quote.passages.map((passage) => passage.id);
    assert.deepEqual(found(quote, new Map([[id, 'On Monday Ito said: “One.”']])), [[id, '“One.”', 20]]);
});

test('a quote is found in the block that it was moved to', () => {
    const quote = marked('Ito said: [“One.”] Then he left.');
    const [id] = quote.passages.map((passage) => passage.id);
    const now = new Map([[id, 'Ito said:'], ['new', '“One.” Then he left.']]);
    assert.deepEqual(found(quote, now), [['new', '“One.”', 0]]);
});

test('of equal words those count that stand between the same words', () => {
    const quote = marked('“Yes,” Ito said. Then Lopez said: [“Yes,”] and left.');
    const [id] = quote.passages.map((passage) => passage.id);
    const now = '“Yes,” Ito said. “Yes,” Kato said. At noon Lopez said: “Yes,” and left.';
    assert.deepEqual(found(quote, new Map([[id, now]])), [[id, '“Yes,”', 55]]);
});

test('a quote whose words were changed is highlighted no more', () => {
    const quote = marked('Ito said: [“One.”]', 'The end.');
    const ids = quote.passages.map((passage) => passage.id);
    assert.deepEqual(found(quote, new Map([[ids[0], 'Ito said: “Two.”']])), [null]);
    assert.deepEqual(found(quote, new Map([[ids[1], 'The end.']])), [null]);
});

test('equal words elsewhere are not taken for a quote that is gone', () => {
    const quote = marked('Ito said: [“Yes.”]');
    const [id] = quote.passages.map((passage) => passage.id);
    assert.deepEqual(found(quote, new Map([[id, 'Kato: “Yes.” Lopez: “Yes.”']])), [null]);
});

/** @type {(id: string, name: string) => any} */
const entity = (id, name) => ({ id, name, role: null });
/** @type {(id: string, speaker?: string | null) => any} */
const quoteOf = (id, speaker = null) => ({ id, speaker: speaker && { entity: speaker, text: 'he' }, content: [] });

test('quotes are listed by speaker, and those of nobody last', () => {
    const groups = quotes.bySpeaker({
        entities: [entity('e1', 'Lopez'), entity('e2', 'Ito')],
        quotes: [
            quoteOf('q1', null), quoteOf('q2', 'e2'), quoteOf('q3', 'e1'), quoteOf('q4', 'e2'), quoteOf('q5', 'e9'),
        ],
    });
    assert.deepEqual(
        groups.map(({ name, colour, quotes: own }) => [name, colour, ...own.map(({ id }) => id)]),
        [['Ito', 1, 'q2', 'q4'], ['Lopez', 2, 'q3'], ['he', 3, 'q5'], [null, 4, 'q1']]
    );
});

test('the words of an interrupted quote stand in one line', () => {
    assert.equal(quotes.words({ content: [{ ...NOWHERE, text: '“One,”' }, { ...NOWHERE, text: '“two.”' }] }), '“One,” … “two.”');
});

test('an annotation names block and rich text, and inner quotes lie above outer ones', () => {
    const passage = { id: 'p', html: '', clientId: 'c', attribute: 'citation' };
    const nobody = { key: '', name: null, role: null };
    const groups = [
        { ...nobody, colour: 1, quotes: [quoteOf('inner'), quoteOf('gone')] },
        { ...nobody, colour: 2, quotes: [quoteOf('outer')] },
    ];
    const anchored = new Map([
        ['inner', [{ id: 'p', start: 5, end: 9 }]],
        ['gone', [null]],
        ['outer', [{ id: 'p', start: 0, end: 20 }]],
    ]);
    const common = { blockClientId: 'c', richTextIdentifier: 'citation' };
    assert.deepEqual(quotes.annotations(groups, anchored, new Map([['p', passage]])), [
        { source: 'quote-attribution-2', ...common, range: { start: 0, end: 20 } },
        { source: 'quote-attribution-1', ...common, range: { start: 5, end: 9 } },
    ]);
});

test('there is a colour for each source of annotations', () => {
    const css = readFileSync(CSS, 'utf8');
    for (const source of quotes.SOURCES) {
        assert.match(css, new RegExp(`^\\.annotation-text-${source} {`, 'm'));
    }
});

test('problems of the service and of WordPress read like sentences', () => {
    const errors = [{ pointer: '/blocks', detail: 'Not a list.' }, { pointer: '/id', detail: 'Too long' }];
    assert.equal(
        quotes.sentences({ title: 'The request is not valid', detail: 'See errors.', errors }),
        'The request is not valid. Not a list. Too long.'
    );
    assert.equal(quotes.sentences({ title: 'The service did not answer' }), 'The service did not answer.');
    assert.equal(quotes.sentences({ code: 'rest_forbidden', message: 'Sorry!' }), 'Sorry!');
    assert.equal(quotes.sentences({}), '');
});

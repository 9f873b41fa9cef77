/**
 * What the sidebar has to know about quotes, without WordPress: a plain script there, a module under node.
 *
 * A passage is one rich text of one block. Offsets are UTF-16 code units. The service's are into a passage's HTML; the
 * editor's, of annotations and selections, into its text without tags.
 */
'use strict';

/**
 * @typedef {{ clientId: string, name: string, attributes: Record<string, any>, innerBlocks: Block[] }} Block
 * @typedef {{ id: string, html: string, clientId: string, attribute: string }} Passage
 * @typedef {{ id: string, start: number, end: number }} Place In a passage's text.
 * @typedef {Place & { text: string, prefix: string, suffix: string }} Piece Of a quote, with what is around it.
 * @typedef {{ source: string, blockClientId: string, richTextIdentifier: string, range: { start: number, end: number } }}
 *     Annotation Of the editor.
 * @typedef {{ key: string, name: ?string, role: ?string, quotes: Service.Quote[], colour: number }} Group
 *     The quotes of a speaker; `name` is null where nobody can be named.
 */

( function () {
	/**
	 * Rich texts that are part of the article, by block, before and after the blocks within: blocks.json, which
	 * includes/editor.php passes on.
	 *
	 * @type {{ before: Record<string, string[]>, after: Record<string, string[]> }}
	 */
	const BLOCKS = typeof module === 'object' ? require( '../blocks.json' ) : window.quoteAttributionBlocks;

	const COLOURS = 6; // That many are in css/editor.css.
	const ENOUGH_CONTEXT = 8; // Characters around a moved quote that make it the same one.

	/**
	 * The passages of an article in the order of reading, without empty ones.
	 *
	 * @param {Block[]}                   blocks Of the editor.
	 * @param {(richText: any) => string} toHtml The HTML of a rich text, as the editor itself would write it.
	 * @return {Passage[]} Passages.
	 */
	function passages( blocks, toHtml = String ) {
		/** @type {( block: Block, attributes?: string[] ) => Passage[]} */
		const texts = ( block, attributes = [] ) =>
			attributes.map( ( attribute ) => ( {
				id: `${ block.clientId }:${ attribute }`,
				html: toHtml( block.attributes[ attribute ] ?? '' ),
				clientId: block.clientId,
				attribute,
			} ) );
		return blocks
			.flatMap( ( block ) => [
				...texts( block, BLOCKS.before[ block.name ] ),
				...passages( block.innerBlocks, toHtml ),
				...texts( block, BLOCKS.after[ block.name ] ),
			] )
			.filter( ( passage ) => passage.html.trim() );
	}

	/**
	 * The body of the request for the quotes of passages.
	 *
	 * @param {Passage[]} sent Passages.
	 * @return {{ blocks: { id: string, html: string }[] }} JSON.
	 */
	function question( sent ) {
		return { blocks: sent.map( ( { id, html } ) => ( { id, html } ) ) };
	}

	/**
	 * Where the content of a quote stands in the texts of the passages; a span that crosses blocks is a piece in each.
	 *
	 * @param {Pick<Service.Quote, 'content' | 'prefix' | 'suffix'>} quote  Of the service's answer about blocks.
	 * @param {Passage[]}                                            sent   The passages that it was asked about.
	 * @param {(html: string) => string}                             toText The text of HTML, as the editor counts it.
	 * @return {Piece[]} Pieces in text order.
	 */
	function pieces( quote, sent, toText ) {
		const order = new Map( sent.map( ( passage, index ) => [ passage.id, index ] ) );
		/** @type {( id?: string ) => number} */
		const indexOf = ( id = '' ) => order.get( id ) ?? -1;
		// A space at the very end might be dropped, so one more character holds it.
		const length = ( /** @type {string} */ html ) => toText( `${ html }.` ).length - 1;
		const found = quote.content.flatMap( ( span ) => {
			const first = indexOf( span.block );
			const last = indexOf( span.end_block ?? span.block );
			return sent.slice( first, last + 1 ).map( ( { id, html }, index ) => {
				const start = index === 0 ? length( html.slice( 0, span.html_start ) ) : 0;
				const end = length( first + index === last ? html.slice( 0, span.html_end ) : html );
				return { id, start, end, text: toText( html ).slice( start, end ), prefix: '', suffix: '' };
			} );
		} );
		found[ 0 ].prefix = quote.prefix;
		found[ found.length - 1 ].suffix = quote.suffix;
		return found;
	}

	/**
	 * Where pieces stand now, after the article was edited.
	 *
	 * @param {Piece[]}             wanted Pieces.
	 * @param {Map<string, string>} texts  The texts of all passages by id, as they are now.
	 * @return {Array<?Place>} For each piece its place, or null where its words are not there any more.
	 */
	function anchor( wanted, texts ) {
		return wanted.map( ( piece ) => {
			const { id, start, end, text } = piece;
			if ( texts.get( id )?.slice( start, end ) === text ) {
				return { id, start, end };
			}
			const places = [ ...texts ].flatMap( ( [ where, whole ] ) =>
				occurrences( whole, text ).map( ( at ) => ( {
					id: where,
					start: at,
					end: at + text.length,
					context: context( piece, whole, at ),
					distance: where === id ? Math.abs( at - start ) : Infinity,
				} ) )
			);
			places.sort( ( a, b ) => b.context - a.context || ( a.distance < b.distance ? -1 : 1 ) );
			const [ best ] = places;
			const sure = best && ( places.length === 1 || best.context >= ENOUGH_CONTEXT );
			return sure ? { id: best.id, start: best.start, end: best.end } : null;
		} );
	}

	/**
	 * Where `text` begins in `whole`.
	 *
	 * @param {string} whole
	 * @param {string} text
	 */
	function occurrences( whole, text ) {
		const found = [];
		for ( let at = whole.indexOf( text ); text && at !== -1; at = whole.indexOf( text, at + text.length ) ) {
			found.push( at );
		}
		return found;
	}

	/**
	 * How many characters before and after a place are those around the piece.
	 *
	 * @param {Piece}  piece
	 * @param {string} whole
	 * @param {number} at
	 */
	function context( { text, prefix, suffix }, whole, at ) {
		let before = 0;
		while ( before < Math.min( prefix.length, at ) && prefix.at( -1 - before ) === whole[ at - 1 - before ] ) {
			before++;
		}
		const end = at + text.length;
		let after = 0;
		while ( after < Math.min( suffix.length, whole.length - end ) && suffix[ after ] === whole[ end + after ] ) {
			after++;
		}
		return before + after;
	}

	/**
	 * The quotes of each speaker, in the order in which the speakers first speak; nobody comes last.
	 *
	 * @param {Pick<Service.Answer, 'quotes' | 'entities'>} answer Of the service.
	 * @return {Group[]} Groups.
	 */
	function bySpeaker( { quotes, entities } ) {
		const known = new Map( entities.map( ( entity ) => [ entity.id, entity ] ) );
		/** @type {Map<string, Omit<Group, 'colour'>>} */
		const groups = new Map();
		for ( const quote of quotes ) {
			const entity = known.get( quote.speaker?.entity ?? '' );
			const name = entity?.name ?? quote.speaker?.text ?? null;
			const key = entity?.id ?? name ?? '';
			const group = groups.get( key ) ?? { key, name, role: entity?.role ?? null, quotes: [] };
			groups.set( key, group );
			group.quotes.push( quote );
		}
		return [ ...groups.values() ]
			.sort( ( a, b ) => Number( a.name === null ) - Number( b.name === null ) )
			.map( ( group, index ) => ( { ...group, colour: 1 + ( index % COLOURS ) } ) );
	}

	/**
	 * The words of a quote in one line.
	 *
	 * @param {Pick<Service.Quote, 'content'>} quote Of the service's answer.
	 * @return {string} Its spans, with an ellipsis where it is interrupted.
	 */
	function words( quote ) {
		return quote.content.map( ( { text } ) => text ).join( ' … ' );
	}

	/**
	 * The annotations that highlight quotes: those of an inner quote after, so above, those of the outer one.
	 *
	 * @param {Group[]}                    groups   As `bySpeaker` returns them.
	 * @param {Map<string, Array<?Place>>} anchored For each quote's id, as `anchor` returns it.
	 * @param {Map<string, Passage>}       current  The passages now, by id.
	 * @return {Annotation[]} Arguments of `__experimentalAddAnnotation`.
	 */
	function annotations( groups, anchored, current ) {
		/** @param {Service.Quote} quote */
		const placesOf = ( quote ) => ( anchored.get( quote.id ) ?? [] ).filter( ( place ) => place !== null );
		return groups
			.flatMap( ( { colour, quotes } ) =>
				quotes.flatMap( ( quote ) =>
					placesOf( quote ).map( ( { id, start, end } ) => {
						const { clientId, attribute } = /** @type {Passage} */ ( current.get( id ) );
						return {
							source: source( colour ),
							blockClientId: clientId,
							richTextIdentifier: attribute,
							range: { start, end },
						};
					} )
				)
			)
			.sort( ( a, b ) => b.range.end - b.range.start - ( a.range.end - a.range.start ) );
	}

	/**
	 * What went wrong, in words.
	 *
	 * @param {Partial<Service.Problem> & { code?: string, message?: string }} problem Of the service (RFC 9457) or of WordPress itself.
	 * @return {string} Sentences; none if it says nothing.
	 */
	function sentences( { title, detail, errors, message } ) {
		const details = errors ? errors.map( ( error ) => error.detail ) : [ detail ];
		return [ title, ...details, message ]
			.map( ( text ) => text?.replace( /[^.!?]$/, '$&.' ) )
			.filter( Boolean )
			.join( ' ' );
	}

	/**
	 * The name that annotations of a colour have in common; css/editor.css builds on it.
	 *
	 * @param {number} colour
	 */
	function source( colour ) {
		return `quote-attribution-${ colour }`;
	}

	/** All such names. */
	const SOURCES = Array.from( { length: COLOURS }, ( _, index ) => source( index + 1 ) );

	const quotes = { passages, question, pieces, anchor, bySpeaker, words, annotations, sentences, SOURCES };
	if ( typeof module === 'object' ) {
		module.exports = quotes;
	} else {
		window.quoteAttribution = quotes;
	}
} )();

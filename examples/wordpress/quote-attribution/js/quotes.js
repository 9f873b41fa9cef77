/**
 * What the sidebar has to know about quotes, without WordPress: a plain script there, a module under node.
 *
 * A passage is one rich text of one block: `{ id, html, clientId, attribute }`. Offsets are UTF-16 code units. The
 * service's are into a passage's HTML; the editor's, of annotations and selections, into its text without tags.
 */
'use strict';

( function () {
	// Rich texts that are part of the article, by block, before and after the blocks within: blocks.json, which
	// includes/editor.php passes on.
	const BLOCKS = typeof module === 'object' ? require( '../blocks.json' ) : window.quoteAttributionBlocks;

	const COLOURS = 6; // That many are in css/editor.css.
	const ENOUGH_CONTEXT = 8; // Characters around a moved quote that make it the same one.

	/**
	 * The passages of an article in the order of reading, without empty ones.
	 *
	 * @param {Object[]} blocks Of the editor: `{ clientId, name, attributes, innerBlocks }`.
	 * @param {Function} toHtml The HTML of a rich text, as the editor itself would write it.
	 * @return {Object[]} Passages.
	 */
	function passages( blocks, toHtml = String ) {
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
	 * @param {Object[]} sent Passages.
	 * @return {Object} JSON.
	 */
	function question( sent ) {
		return { blocks: sent.map( ( { id, html } ) => ( { id, html } ) ) };
	}

	/**
	 * Where the content of a quote stands in the texts of the passages; a span that crosses blocks is a piece in each.
	 *
	 * @param {Object}   quote  Of the service's answer.
	 * @param {Object[]} sent   The passages that it was asked about.
	 * @param {Function} toText The text of some HTML, as the editor counts it.
	 * @return {Object[]} Pieces in text order: `{ id, start, end, text, prefix, suffix }`.
	 */
	function pieces( quote, sent, toText ) {
		const order = new Map( sent.map( ( passage, index ) => [ passage.id, index ] ) );
		// A space at the very end might be dropped, so one more character holds it.
		const length = ( html ) => toText( html + '.' ).length - 1;
		const found = quote.content.flatMap( ( span ) => {
			const first = order.get( span.block );
			const last = order.get( span.end_block ?? span.block );
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
	 * @param {Object[]}            wanted Pieces.
	 * @param {Map<string, string>} texts  The texts of all passages by id, as they are now.
	 * @return {Array<?Object>} For each piece `{ id, start, end }`, or null where its words are not there any more.
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

	/** Where `text` begins in `whole`. */
	function occurrences( whole, text ) {
		const found = [];
		for ( let at = whole.indexOf( text ); text && at !== -1; at = whole.indexOf( text, at + text.length ) ) {
			found.push( at );
		}
		return found;
	}

	/** How many characters before and after a place are those around the piece. */
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
	 * @param {Object} answer Of the service.
	 * @return {Object[]} `{ key, name, role, colour, quotes }`; `name` is null where nobody can be named.
	 */
	function bySpeaker( { quotes, entities } ) {
		const known = new Map( entities.map( ( entity ) => [ entity.id, entity ] ) );
		const groups = new Map();
		for ( const quote of quotes ) {
			const entity = known.get( quote.speaker?.entity );
			const name = entity?.name ?? quote.speaker?.text ?? null;
			const key = entity?.id ?? name ?? '';
			if ( ! groups.has( key ) ) {
				groups.set( key, { key, name, role: entity?.role ?? null, quotes: [] } );
			}
			groups.get( key ).quotes.push( quote );
		}
		return [ ...groups.values() ]
			.sort( ( a, b ) => ( a.name === null ) - ( b.name === null ) )
			.map( ( group, index ) => ( { ...group, colour: 1 + ( index % COLOURS ) } ) );
	}

	/**
	 * The words of a quote in one line.
	 *
	 * @param {Object} quote Of the service's answer.
	 * @return {string} Its spans, with an ellipsis where it is interrupted.
	 */
	function words( quote ) {
		return quote.content.map( ( { text } ) => text ).join( ' … ' );
	}

	/**
	 * The annotations that highlight quotes: those of an inner quote after, so above, those of the outer one.
	 *
	 * @param {Object[]}                  groups   As `bySpeaker` returns them.
	 * @param {Map<string, Array>}        anchored For each quote's id, as `anchor` returns it.
	 * @param {Map<string, Object>}       current  The passages now, by id.
	 * @return {Object[]} Arguments of `__experimentalAddAnnotation`.
	 */
	function annotations( groups, anchored, current ) {
		return groups
			.flatMap( ( { colour, quotes } ) =>
				quotes.flatMap( ( quote ) =>
					anchored
						.get( quote.id )
						.filter( Boolean )
						.map( ( { id, start, end } ) => ( {
							source: source( colour ),
							blockClientId: current.get( id ).clientId,
							richTextIdentifier: current.get( id ).attribute,
							range: { start, end },
						} ) )
				)
			)
			.sort( ( a, b ) => b.range.end - b.range.start - ( a.range.end - a.range.start ) );
	}

	/**
	 * What went wrong, in words.
	 *
	 * @param {Object} problem Of the service (RFC 9457) or of WordPress itself.
	 * @return {string} Sentences; none if it says nothing.
	 */
	function sentences( { title, detail, errors, message } ) {
		const details = errors ? errors.map( ( error ) => error.detail ) : [ detail ];
		return [ title, ...details, message ]
			.filter( Boolean )
			.map( ( text ) => text.replace( /[^.!?]$/, '$&.' ) )
			.join( ' ' );
	}

	/** The name that annotations of a colour have in common; css/editor.css builds on it. */
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

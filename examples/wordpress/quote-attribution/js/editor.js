/**
 * The sidebar: js/quotes.js put to work on WordPress's stores and components.
 */
'use strict';

/**
 * @typedef {import('./quotes.js').Passage} Passage
 * @typedef {import('./quotes.js').Place} Place
 * @typedef {import('./quotes.js').Group} Group
 * @typedef {Map<string, Array<?Place>>} Anchored For each quote's id, as quotes.js's `anchor` returns it.
 * @typedef {( place: Place ) => void} Show
 * @typedef {import('./quotes.js').Piece[]} Pieces
 * @typedef {{ busy: boolean, error: ?string, answer: ?Service.Answer, pieces: Map<string, Pieces> }} State
 */

( function ( wp, quotes ) {
	const { createElement: el, Fragment, useCallback, useEffect, useMemo, useRef, useState } = wp.element;
	const { Button, Notice, PanelBody, Spinner } = wp.components;
	const { useDispatch, useSelect } = wp.data;
	const { __, _n, sprintf } = wp.i18n;
	// WordPress 6.6 moved it.
	const { PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;

	const NAME = 'quote-attribution';
	const PAUSE = 400; // Milliseconds without a key pressed, after which highlights are put in order.

	/** @type {( html: string ) => string} */
	const toText = ( html ) => wp.richText.create( { html } ).text;
	/** @type {( content: any ) => string} */
	const toHtml = ( content ) => wp.richText.toHTMLString( { value: wp.richText.create( { html: content } ) } );
	/** @param {Passage[]} passages */
	const byId = ( passages ) => new Map( passages.map( ( passage ) => [ passage.id, passage ] ) );

	/** What went wrong, in words; `status` of the service, and `again`, in seconds, if a later call may go well. */
	class Failure extends Error {
		/**
		 * @param {string}           message
		 * @param {number|undefined} status
		 * @param {?string}          again
		 */
		constructor( message, status, again ) {
			super( message );
			this.status = status;
			this.again = again;
		}
	}

	/**
	 * Calls the plugin's own REST route.
	 *
	 * @param {string} path   Of the route.
	 * @param {Object} [data] The body.
	 * @return {Promise<any>} What it answers.
	 * @throws {Failure} It did not.
	 */
	async function call( path, data ) {
		try {
			const response = await wp.apiFetch( { path: `/${ NAME }/v1/${ path }`, method: 'POST', data, parse: false } );
			return await response.json();
		} catch ( error ) {
			const response = /** @type {Partial<Response>} */ ( error );
			const problem = ( await response.json?.().catch( () => null ) ) ?? {};
			const told = quotes.sentences( problem ) || __( 'The site cannot be reached.', 'quote-attribution' );
			throw new Failure( told, problem.status, response.headers?.get( 'Retry-After' ) ?? null );
		}
	}

	/** The passages of the article, a moment after the last change. */
	function usePassages() {
		const blocks = useSelect( ( /** @type {any} */ select ) => select( 'core/block-editor' ).getBlocks(), [] );
		const [ settled, setSettled ] = useState( blocks );
		useEffect( () => {
			const timer = setTimeout( () => setSettled( blocks ), PAUSE );
			return () => clearTimeout( timer );
		}, [ blocks ] );
		return useMemo( () => quotes.passages( settled, toHtml ), [ settled ] );
	}

	/** Renews the published JSON-LD after each save of a published post. */
	function useJsonLd() {
		const state = useSelect( ( /** @type {any} */ select ) => {
			const editor = select( 'core/editor' );
			return {
				id: editor.getCurrentPostId(),
				saving: editor.isSavingPost() && ! editor.isAutosavingPost(),
				published: editor.isCurrentPostPublished() && editor.didPostSaveRequestSucceed(),
			};
		}, [] );
		const { createNotice } = useDispatch( 'core/notices' );
		const wasSaving = useRef( false );
		useEffect( () => {
			const saved = wasSaving.current && ! state.saving && state.published;
			wasSaving.current = state.saving;
			if ( ! saved ) {
				return;
			}
			/** @param {...string} texts */
			const tell = ( ...texts ) => createNotice( 'info', texts.join( ' ' ), { id: NAME, type: 'snackbar' } );
			call( `posts/${ state.id }/json-ld` )
				.then( ( { quotes: count } ) => {
					/* translators: %d: a number. */
					const text = _n(
						'%d quote is in the structured data.',
						'%d quotes are in the structured data.',
						count,
						'quote-attribution'
					);
					tell( sprintf( text, count ) );
				} )
				.catch( ( error ) => {
					if ( error.status === 409 ) {
						return; // A page, or not for all to read.
					}
					const then = error.again && __( 'WordPress tries again by itself.', 'quote-attribution' );
					tell( __( 'The quotes are not in the structured data.', 'quote-attribution' ), error.message, then ?? '' );
				} );
		}, [ state, createNotice ] );
	}

	/**
	 * Puts the highlights where the quotes stand.
	 *
	 * @param {ReturnType<typeof quotes.annotations>} annotations
	 */
	function useHighlights( annotations ) {
		const { __experimentalAddAnnotation: add, __experimentalRemoveAnnotationsBySource: remove } =
			useDispatch( 'core/annotations' );
		const key = JSON.stringify( annotations );
		useEffect( () => {
			for ( const source of quotes.SOURCES ) {
				remove( source );
			}
			for ( const annotation of JSON.parse( key ) ) {
				add( annotation );
			}
		}, [ key, add, remove ] );
	}

	/** @param {{ quote: Service.Quote, places: Array<?Place>, show: Show }} properties React's. */
	function Quote( { quote, places, show } ) {
		const found = places.filter( ( place ) => place !== null );
		const facts = [
			/* translators: %d: a percentage. */
			sprintf( __( '%d%% sure', 'quote-attribution' ), Math.round( quote.confidence * 100 ) ),
			quote.type,
			/* translators: %s: who passed the words on. */
			...quote.via.map( ( { text } ) => text && sprintf( __( 'via %s', 'quote-attribution' ), text ) ),
			found.length < places.length && __( 'changed since', 'quote-attribution' ),
		];
		return el(
			'li',
			null,
			el(
				Button,
				{ variant: 'link', disabled: ! found.length, onClick: () => show( found[ 0 ] ) },
				quotes.words( quote )
			),
			el( 'p', { className: `${ NAME }-facts` }, facts.filter( Boolean ).join( ' · ' ) )
		);
	}

	/** @param {{ group: Group, anchored: Anchored, show: Show }} properties React's. */
	function Speaker( { group, anchored, show } ) {
		const title = el(
			Fragment,
			null,
			el( 'span', { className: `${ NAME }-colour annotation-text-${ NAME }-${ group.colour }`, 'aria-hidden': true } ),
			`${ group.name ?? __( 'Nobody named', 'quote-attribution' ) } (${ group.quotes.length })`
		);
		return el(
			PanelBody,
			{ title },
			group.role && el( 'p', null, group.role ),
			el(
				'ul',
				null,
				group.quotes.map( ( quote ) =>
					el( Quote, { key: quote.id, quote, places: anchored.get( quote.id ), show } )
				)
			)
		);
	}

	function Sidebar() {
		const passages = usePassages();
		/** @type {State} */
		const initial = { busy: false, error: null, answer: null, pieces: new Map() };
		const [ state, setState ] = useState( initial );
		const { selectionChange } = useDispatch( 'core/block-editor' );

		const analyse = useCallback( async () => {
			setState( ( before ) => ( { ...before, busy: true, error: null } ) );
			try {
				/** @type {Service.Answer} */
				const answer = await call( 'quotes', quotes.question( passages ) );
				const pieces = new Map(
					answer.quotes.map( ( quote ) => [ quote.id, quotes.pieces( quote, passages, toText ) ] )
				);
				setState( { busy: false, error: null, answer, pieces } );
				/* translators: %d: a number. */
				const text = _n( '%d quote found.', '%d quotes found.', pieces.size, 'quote-attribution' );
				wp.a11y.speak( sprintf( text, pieces.size ) );
			} catch ( error ) {
				const { message, again } = /** @type {Failure} */ ( error );
				/* translators: %s: a number. */
				const advice = again && sprintf( __( 'Try again in %s seconds.', 'quote-attribution' ), again );
				setState( ( before ) => ( { ...before, busy: false, error: [ message, advice ].join( ' ' ) } ) );
			}
		}, [ passages ] );

		const current = useMemo( () => byId( passages ), [ passages ] );
		const groups = useMemo( () => ( state.answer ? quotes.bySpeaker( state.answer ) : [] ), [ state.answer ] );
		const anchored = useMemo( () => {
			const texts = new Map( passages.map( ( { id, html } ) => [ id, toText( html ) ] ) );
			return new Map( [ ...state.pieces ].map( ( [ id, pieces ] ) => [ id, quotes.anchor( pieces, texts ) ] ) );
		}, [ passages, state.pieces ] );
		useHighlights( quotes.annotations( groups, anchored, current ) );
		useJsonLd();

		/** @type {Show} */
		const show = ( { id, start, end } ) => {
			const { clientId, attribute } = /** @type {Passage} */ ( current.get( id ) );
			selectionChange( clientId, attribute, start, end );
		};
		return el(
			Fragment,
			null,
			el( PluginSidebarMoreMenuItem, { target: NAME, icon: 'format-quote' }, __( 'Quotes', 'quote-attribution' ) ),
			el(
				PluginSidebar,
				{ name: NAME, title: __( 'Quotes', 'quote-attribution' ), icon: 'format-quote' },
				el(
					PanelBody,
					null,
					el(
						Button,
						{ variant: 'primary', disabled: state.busy || ! passages.length, onClick: analyse },
						__( 'Find the quotes', 'quote-attribution' )
					),
					state.busy && el( Spinner ),
					state.error && el( Notice, { status: 'error', isDismissible: false }, state.error ),
					state.answer &&
						! groups.length &&
						el( 'p', null, __( 'Nobody is quoted in this article.', 'quote-attribution' ) )
				),
				groups.map( ( group ) => el( Speaker, { key: group.key, group, anchored, show } ) )
			)
		);
	}

	wp.plugins.registerPlugin( NAME, { render: Sidebar, icon: 'format-quote' } );
} )( window.wp, window.quoteAttribution );

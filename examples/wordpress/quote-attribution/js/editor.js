/**
 * The sidebar: js/quotes.js put to work on WordPress's stores and components.
 */
'use strict';

( function ( wp, quotes ) {
	const { createElement: el, Fragment, useCallback, useEffect, useMemo, useRef, useState } = wp.element;
	const { Button, Notice, PanelBody, Spinner } = wp.components;
	const { useDispatch, useSelect } = wp.data;
	const { __, _n, sprintf } = wp.i18n;
	// WordPress 6.6 moved it.
	const { PluginSidebar, PluginSidebarMoreMenuItem } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;

	const NAME = 'quote-attribution';
	const PAUSE = 400; // Milliseconds without a key pressed, after which highlights are put in order.

	const toText = ( html ) => wp.richText.create( { html } ).text;
	const toHtml = ( content ) => wp.richText.toHTMLString( { value: wp.richText.create( { html: content } ) } );
	const byId = ( passages ) => new Map( passages.map( ( passage ) => [ passage.id, passage ] ) );

	/** Calls the plugin's own REST route; throws what went wrong in words, with `again` if a later call may go well. */
	async function call( path, data ) {
		try {
			const response = await wp.apiFetch( { path: `/${ NAME }/v1/${ path }`, method: 'POST', data, parse: false } );
			return await response.json();
		} catch ( failure ) {
			const problem = ( await failure.json?.().catch( () => null ) ) ?? {};
			const told = quotes.sentences( problem ) || __( 'The site cannot be reached.', 'quote-attribution' );
			const again = failure.headers?.get( 'Retry-After' ) ?? null;
			throw Object.assign( new Error( told ), { status: problem.status, again } );
		}
	}

	/** The passages of the article, a moment after the last change. */
	function usePassages() {
		const blocks = useSelect( ( select ) => select( 'core/block-editor' ).getBlocks(), [] );
		const [ settled, setSettled ] = useState( blocks );
		useEffect( () => {
			const timer = setTimeout( () => setSettled( blocks ), PAUSE );
			return () => clearTimeout( timer );
		}, [ blocks ] );
		return useMemo( () => quotes.passages( settled, toHtml ), [ settled ] );
	}

	/** Renews the published JSON-LD after each save of a published post. */
	function useJsonLd() {
		const state = useSelect( ( select ) => {
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

	/** Puts the highlights where the quotes stand. */
	function useHighlights( annotations ) {
		const { __experimentalAddAnnotation: add, __experimentalRemoveAnnotationsBySource: remove } =
			useDispatch( 'core/annotations' );
		const key = JSON.stringify( annotations );
		useEffect( () => {
			quotes.SOURCES.forEach( ( source ) => remove( source ) );
			JSON.parse( key ).forEach( ( annotation ) => add( annotation ) );
		}, [ key, add, remove ] );
	}

	function Quote( { quote, places, show } ) {
		const found = places.filter( Boolean );
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
		const [ state, setState ] = useState( { busy: false, error: null, answer: null, pieces: new Map() } );
		const { selectionChange } = useDispatch( 'core/block-editor' );

		const analyse = useCallback( async () => {
			setState( ( before ) => ( { ...before, busy: true, error: null } ) );
			try {
				const answer = await call( 'quotes', quotes.question( passages ) );
				const pieces = answer.quotes.map( ( quote ) => [ quote.id, quotes.pieces( quote, passages, toText ) ] );
				setState( { busy: false, error: null, answer, pieces: new Map( pieces ) } );
				/* translators: %d: a number. */
				const text = _n( '%d quote found.', '%d quotes found.', pieces.length, 'quote-attribution' );
				wp.a11y.speak( sprintf( text, pieces.length ) );
			} catch ( { message, again } ) {
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

		const show = ( { id, start, end } ) => {
			const { clientId, attribute } = current.get( id );
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

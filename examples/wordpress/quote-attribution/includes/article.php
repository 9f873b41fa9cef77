<?php
/**
 * What of a post is its article: the same texts that the sidebar looks at.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

// Blocks whose own HTML is part of the article, before and after the blocks within; js/quotes.js has the same. A list
// and a quote of older days hold all of their text themselves, those of today only what is not in a block within.
const BEFORE = array(
	'core/details',
	'core/heading',
	'core/list-item',
	'core/paragraph',
	'core/preformatted',
	'core/verse',
);
const AFTER  = array( 'core/list', 'core/quote' );

/**
 * The article of a post as the service takes it: `blocks`, or `html` if the post was not written in blocks.
 *
 * @param string $content Of the post.
 * @return array|null Null where there is no text.
 */
function article( string $content ): ?array {
	if ( ! has_blocks( $content ) ) {
		$html = wpautop( strip_shortcodes( $content ) );
		return is_blank( $html ) ? null : compact( 'html' );
	}
	$blocks = array();
	foreach ( passages( parse_blocks( $content ) ) as $html ) {
		$blocks[] = array(
			'id'   => (string) count( $blocks ),
			'html' => $html,
		);
	}
	return $blocks ? compact( 'blocks' ) : null;
}

/**
 * The HTML of each passage of an article in the order of reading, without empty ones.
 *
 * @param array[] $blocks As parse_blocks returns them.
 */
function passages( array $blocks ): \Generator {
	foreach ( $blocks as $block ) {
		$html = strip_shortcodes( $block['innerHTML'] );
		$text = ! is_blank( $html );
		if ( $text && in_array( $block['blockName'], BEFORE, true ) ) {
			yield $html;
		}
		yield from passages( $block['innerBlocks'] );
		if ( $text && in_array( $block['blockName'], AFTER, true ) ) {
			yield $html;
		}
	}
}

/**
 * Whether HTML shows no text.
 *
 * @param string $html Any.
 */
function is_blank( string $html ): bool {
	return '' === trim( wp_strip_all_tags( $html ) );
}

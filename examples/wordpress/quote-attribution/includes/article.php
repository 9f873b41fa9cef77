<?php
/**
 * What of a post is its article: the same texts that the sidebar looks at.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

/**
 * The blocks whose own HTML is part of the article, `before` and `after` the blocks within, each with its rich texts,
 * which js/quotes.js reads in their place. A pull quote only repeats what the article says, and a caption is no part of
 * its run. A list and a quote of older days hold all of their text themselves, those of today only what is not in a
 * block within.
 */
function article_blocks(): array {
	static $blocks = null;

	$blocks = $blocks ?? wp_json_file_decode( dirname( __DIR__ ) . '/blocks.json', array( 'associative' => true ) );
	return $blocks;
}

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
		if ( $text && isset( article_blocks()['before'][ $block['blockName'] ] ) ) {
			yield $html;
		}
		yield from passages( $block['innerBlocks'] );
		if ( $text && isset( article_blocks()['after'][ $block['blockName'] ] ) ) {
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

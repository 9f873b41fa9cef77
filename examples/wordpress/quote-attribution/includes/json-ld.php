<?php
/**
 * The quotes of a published post as schema.org JSON-LD: asked for after publishing, kept as post meta, printed in its
 * page's head.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const META     = '_quote_attribution';
const REFRESH  = 'quote_attribution_refresh';
const CONTEXT  = '#^https?://schema\.org/?$#';
const ATTEMPTS = 6;
const MAX_ID   = 200; // Characters that the service takes as the name of an article.

// Of an article without text, about which the service need not be asked.
const NO_QUOTES = array(
	'@context' => 'https://schema.org',
	'@graph'   => array(),
);

add_action( 'wp_after_insert_post', __NAMESPACE__ . '\schedule', 10, 2 );
add_action( REFRESH, __NAMESPACE__ . '\refresh', 10, 2 );
add_action( 'wp_head', __NAMESPACE__ . '\print_json_ld' );

/**
 * Plans to ask the service about a post that was saved. Publishing itself never waits for it.
 *
 * @param int      $post_id The post.
 * @param \WP_Post $post    The same.
 */
function schedule( int $post_id, $post ): void {
	$first = array( $post_id, 1 );
	if ( is_wanted( $post ) && null === stored( $post ) && ! wp_next_scheduled( REFRESH, $first ) ) {
		wp_schedule_single_event( time(), REFRESH, $first );
	}
}

/**
 * Whether a post is of those whose quotes are published: anybody may read it.
 *
 * @param \WP_Post|null $post Any post.
 */
function is_wanted( $post ): bool {
	/**
	 * Filters the post types whose quotes are published.
	 *
	 * @param string[] $types Names of post types.
	 */
	$types = apply_filters( 'quote_attribution_post_types', array( 'post' ) );
	return $post && 'publish' === $post->post_status && '' === $post->post_password
		&& in_array( $post->post_type, $types, true );
}

/**
 * Asks the service about a post as it is now, unless that is known already. If it cannot answer, it is asked again
 * later, a few times.
 *
 * @param int $post_id The post.
 * @param int $attempt 1, 2 ...; longer pauses lie between later attempts.
 * @return array As `ask` returns it.
 */
function refresh( int $post_id, int $attempt = 1 ): array {
	wp_clear_scheduled_hook( REFRESH, array( $post_id, $attempt ) );
	$post = get_post( $post_id );
	if ( ! is_wanted( $post ) ) {
		return problem( 409, __( 'Only published posts have structured data', 'quote-attribution' ) );
	}
	$known = stored( $post );
	if ( null !== $known ) {
		return success( $known );
	}
	$article = article( $post->post_content );
	if ( null === $article ) {
		return store( $post, success( NO_QUOTES ) );
	}
	$options = array(
		'id'             => address( $post ),
		'min_confidence' => setting( 'min_confidence' ),
	);
	$answer  = ask( $options + $article, 'application/ld+json' );
	if ( 200 === $answer['status'] ) {
		return store( $post, $answer );
	}
	if ( null !== $answer['retry_after'] && $attempt < ATTEMPTS ) {
		$pause = max( $answer['retry_after'], MINUTE_IN_SECONDS * 4 ** ( $attempt - 1 ) );
		wp_schedule_single_event( time() + $pause, REFRESH, array( $post_id, $attempt + 1 ) );
	}
	return $answer;
}

/**
 * Keeps what the service said about a post, if it is JSON-LD of schema.org.
 *
 * @param \WP_Post $post   The post.
 * @param array    $answer As `ask` returns it, of status 200.
 * @return array The answer, or a problem in its place.
 */
function store( $post, array $answer ): array {
	$context = $answer['body']['@context'] ?? null;
	$graph   = $answer['body']['@graph'] ?? null;
	if ( ! is_string( $context ) || ! preg_match( CONTEXT, $context ) || ! is_array( $graph ) ) {
		return problem( 502, __( 'The service gave no answer that can be read', 'quote-attribution' ) );
	}
	$value = array(
		'source'  => source( $post ),
		'json_ld' => $answer['body'],
	);
	update_post_meta( $post->ID, META, wp_slash( $value ) ); // WordPress takes slashes away again.
	return $answer;
}

/**
 * The JSON-LD of a post, or null where there is none of its text and its address as they are now: no quote of an older
 * text is published.
 *
 * @param \WP_Post $post The post.
 */
function stored( $post ): ?array {
	$value = get_post_meta( $post->ID, META, true );
	return is_array( $value ) && source( $post ) === ( $value['source'] ?? null ) ? $value['json_ld'] : null;
}

/**
 * What a post's JSON-LD depends on, as a hash.
 *
 * @param \WP_Post $post The post.
 */
function source( $post ): string {
	return hash( 'sha256', setting( 'min_confidence' ) . "\n" . address( $post ) . "\n" . $post->post_content );
}

/**
 * The address that names a post in its JSON-LD.
 *
 * @param \WP_Post $post The post.
 */
function address( $post ): string {
	$link = (string) get_permalink( $post );
	return strlen( $link ) <= MAX_ID ? $link : home_url( "/?p={$post->ID}" );
}

/**
 * How many quotes there are in JSON-LD, which describes the article and the speakers too.
 *
 * @param array $json_ld With `@graph`.
 */
function count_quotes( array $json_ld ): int {
	$types = array_column( $json_ld['@graph'], '@type' );
	return count( array_intersect( $types, array( 'Quotation', 'Claim' ) ) );
}

/**
 * Prints the JSON-LD in the head of a post's own page.
 */
function print_json_ld(): void {
	$post = is_singular() ? get_queried_object() : null;
	if ( ! is_wanted( $post ) ) {
		return;
	}
	$known = stored( $post );
	if ( null !== $known && count_quotes( $known ) > 0 ) {
		// With < > & and quotation marks as \u003C and so on, no text can end the script or begin a comment.
		$flags = JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_UNESCAPED_SLASHES;
		echo '<script type="application/ld+json">' . wp_json_encode( $known, $flags ) . "</script>\n"; // phpcs:ignore
	}
}

/**
 * Forgets all plans, for a plugin that is switched off.
 */
function unschedule_all(): void {
	wp_unschedule_hook( REFRESH );
}

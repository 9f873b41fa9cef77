<?php
/**
 * The one place that talks to the service. The key and the address never leave it.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const MAX_BODY_BYTES   = 1048576; // What the service takes unless its operator says otherwise.
const MAX_ANSWER_BYTES = 16777216;
const CRON_TIMEOUT     = 25; // Seconds. Nobody waits for cron, and a long article may take so long.
const PROBLEM_MEMBERS  = array( 'type', 'title', 'status', 'detail', 'instance', 'errors' );

/**
 * Asks the service about an article.
 *
 * @param array  $question The JSON body of POST /v1/quotes.
 * @param string $accept   The media type wanted: application/json or application/ld+json.
 * @return array `status`: 200, or the status of the problem; `body`: the answer, or an RFC 9457 problem;
 *               `retry_after`: seconds after which it may be asked again, or null where that would be in vain.
 */
function ask( array $question, string $accept ): array {
	if ( '' === setting( 'url' ) ) {
		return problem( 501, __( 'The address of the service is not set', 'quote-attribution' ) );
	}
	$body = wp_json_encode( $question, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	if ( false === $body || strlen( $body ) > MAX_BODY_BYTES ) {
		return problem( 413, __( 'The article is too long to be analysed', 'quote-attribution' ) );
	}
	$headers = array(
		'Content-Type' => 'application/json',
		'Accept'       => "$accept, application/problem+json",
	);
	if ( '' !== setting( 'key' ) ) {
		$headers['Authorization'] = 'Bearer ' . setting( 'key' );
	}
	$response = wp_remote_post(
		setting( 'url' ) . '/v1/quotes',
		array(
			'timeout'             => wp_doing_cron() ? max( CRON_TIMEOUT, setting( 'timeout' ) ) : setting( 'timeout' ),
			'redirection'         => 0, // The key goes nowhere else.
			'limit_response_size' => MAX_ANSWER_BYTES,
			'headers'             => $headers,
			'body'                => $body,
		)
	);
	return read( $response );
}

/**
 * What came back, as `ask` returns it.
 *
 * @param array|\WP_Error $response Of wp_remote_post. The words of an error name the host, so they stay here.
 */
function read( $response ): array {
	if ( is_wp_error( $response ) ) {
		return problem( 504, __( 'The service did not answer in time', 'quote-attribution' ), 60 );
	}
	$status = (int) wp_remote_retrieve_response_code( $response );
	$body   = json_decode( wp_remote_retrieve_body( $response ), true );
	$kind   = (string) wp_remote_retrieve_header( $response, 'content-type' );
	if ( 200 === $status && is_array( $body ) ) {
		return success( $body );
	}
	if ( $status < 400 || ! is_array( $body ) || 0 !== strpos( $kind, 'application/problem+json' ) ) {
		return problem( 502, __( 'The service gave no answer that can be read', 'quote-attribution' ), 60 );
	}
	$again = wp_remote_retrieve_header( $response, 'retry-after' );
	return array(
		'status'      => $status,
		'body'        => array_intersect_key( $body, array_flip( PROBLEM_MEMBERS ) ),
		'retry_after' => is_numeric( $again ) ? max( 1, (int) $again ) : ( $status >= 500 ? 60 : null ),
	);
}

/**
 * An answer.
 *
 * @param array $body Its JSON.
 */
function success( array $body ): array {
	return array(
		'status'      => 200,
		'body'        => $body,
		'retry_after' => null,
	);
}

/**
 * A problem of this plugin's own.
 *
 * @param int      $status      An HTTP status.
 * @param string   $title       What is wrong.
 * @param int|null $retry_after Seconds after which it may be asked again.
 */
function problem( int $status, string $title, ?int $retry_after = null ): array {
	return array(
		'status'      => $status,
		'body'        => array(
			'type'   => 'about:blank',
			'title'  => $title,
			'status' => $status,
		),
		'retry_after' => $retry_after,
	);
}

<?php
/**
 * What the editor calls. WordPress checks the nonce; each route checks what its user may do.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const ROUTES     = 'quote-attribution/v1';
const MAX_BLOCKS = 5000;

add_action( 'rest_api_init', __NAMESPACE__ . '\register_routes' );

/**
 * POST quotes: the quotes of blocks that need not be saved yet. POST posts/<id>/json-ld: renews what is published.
 */
function register_routes(): void {
	register_rest_route(
		ROUTES,
		'/quotes',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\quotes_of_blocks',
			'permission_callback' => function () {
				return current_user_can( 'edit_posts' );
			},
			'args'                => array(
				'blocks' => array(
					'required'          => true,
					'type'              => 'array',
					'minItems'          => 1,
					'maxItems'          => MAX_BLOCKS,
					'items'             => array(
						'type'                 => 'object',
						'additionalProperties' => false,
						'properties'           => array(
							'id'   => array(
								'type'      => 'string',
								'minLength' => 1,
								'maxLength' => 100,
								'required'  => true,
							),
							'html' => array(
								'type'     => 'string',
								'required' => true,
							),
						),
					),
					'validate_callback' => 'rest_validate_request_arg',
				),
			),
		)
	);
	register_rest_route(
		ROUTES,
		'/posts/(?P<id>\d+)/json-ld',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\json_ld_of_post',
			'permission_callback' => function ( $request ) {
				return current_user_can( 'edit_post', (int) $request['id'] );
			},
		)
	);
}

/**
 * The service's answer for the blocks, its offsets in JavaScript's units.
 *
 * @param \WP_REST_Request $request With `blocks`.
 */
function quotes_of_blocks( $request ): \WP_REST_Response {
	$question = array(
		'blocks'          => array_values( $request['blocks'] ),
		'offset_encoding' => 'utf-16',
	);
	return respond( ask( $question, 'application/json' ) );
}

/**
 * Renews a published post's JSON-LD at once, so that the editor sees whether it worked.
 *
 * @param \WP_REST_Request $request With the post's `id`.
 */
function json_ld_of_post( $request ): \WP_REST_Response {
	$answer = refresh( (int) $request['id'] );
	if ( 200 === $answer['status'] ) {
		$answer['body'] = array( 'quotes' => count_quotes( $answer['body'] ) );
	}
	return respond( $answer );
}

/**
 * An answer of `ask` as one of WordPress.
 *
 * @param array $answer `status`, `body`, `retry_after`.
 */
function respond( array $answer ): \WP_REST_Response {
	$response = new \WP_REST_Response( $answer['body'], $answer['status'] );
	if ( $answer['status'] >= 400 ) {
		$response->header( 'Content-Type', 'application/problem+json' );
	}
	if ( null !== $answer['retry_after'] ) {
		$response->header( 'Retry-After', (string) $answer['retry_after'] );
	}
	return $response;
}

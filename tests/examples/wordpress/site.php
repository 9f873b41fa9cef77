<?php
/**
 * A site with the plugin, for PHP's built-in server: `php -S 127.0.0.1:8000 site.php`.
 *
 * POST /wp-json/...  the REST routes, for the user named by X-User
 * POST /publish      saves the post of the JSON body and answers with its plans
 * POST /cron         runs every plan that there is now, due or not
 * POST /sanitize     what the settings page would save of the JSON body
 * POST /editor       what the block editor loads: the scripts by name, each with its file and the code before it
 * POST /uninstall    removes the plugin, and answers with what is left
 * GET  /?p=1         the head of the post's page
 */

error_reporting( E_ALL );
set_error_handler(
	function ( $level, $message, $file, $line ) {
		if ( error_reporting() & $level ) {
			throw new ErrorException( $message, 0, $level, $file, $line );
		}
	}
);

require __DIR__ . '/wordpress.php';
Site::load();
foreach ( json_decode( getenv( 'CONSTANTS' ) ?: '{}', true ) as $name => $value ) {
	define( $name, $value );
}
const PLUGIN = __DIR__ . '/../../../examples/wordpress/quote-attribution';
require PLUGIN . '/quote-attribution.php';

$path  = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$input = json_decode( file_get_contents( 'php://input' ), true );
ob_start();
if ( '/' === $path ) {
	do_action( 'wp_head' );
} elseif ( 0 === strpos( $path, '/wp-json' ) ) {
	do_action( 'rest_api_init' );
	$response = answer( substr( $path, strlen( '/wp-json' ) ), $input ?? array() );
	http_response_code( $response->status );
	foreach ( $response->headers + array( 'Content-Type' => 'application/json' ) as $name => $value ) {
		header( "$name: $value" );
	}
	echo wp_json_encode( $response->data );
} else {
	echo wp_json_encode( manage( $path, $input ) );
}
Site::save();

/** What WordPress's REST server would do. */
function answer( string $path, array $input ): WP_REST_Response {
	foreach ( Site::$routes as $pattern => $route ) {
		if ( ! preg_match( "#^$pattern$#", $path, $found ) ) {
			continue;
		}
		$request = new WP_REST_Request( $found + $input );
		foreach ( $route['args'] ?? array() as $name => $schema ) {
			if ( ! isset( $request[ $name ] ) || ! $schema['validate_callback']( $request[ $name ], $schema ) ) {
				return new WP_REST_Response( array( 'code' => 'rest_invalid_param' ), 400 );
			}
		}
		if ( ! $route['permission_callback']( $request ) ) {
			return new WP_REST_Response( array( 'code' => 'rest_forbidden' ), 403 );
		}
		return $route['callback']( $request );
	}
	return new WP_REST_Response( array( 'code' => 'rest_no_route' ), 404 );
}

/** What happens on the site without REST. */
function manage( string $path, ?array $input ): array {
	switch ( $path ) {
		case '/publish':
			$plain = array( 'post_status' => 'publish', 'post_type' => 'post', 'post_password' => '' );
			$post  = (object) ( $input + $plain );

			Site::$state['posts'][ $post->ID ] = $post;
			do_action( 'wp_after_insert_post', $post->ID, $post, false, null );
			break;
		case '/cron':
			$plans = Site::$state['plans'];
			foreach ( $plans as $plan ) {
				do_action( $plan['hook'], ...$plan['arguments'] );
			}
			break;
		case '/sanitize':
			Site::$state['options']['quote_attribution'] = QuoteAttribution\sanitize( $input );
			return Site::$state['options']['quote_attribution'];
		case '/editor':
			do_action( 'enqueue_block_editor_assets' );
			return Site::$scripts;
		case '/uninstall':
			define( 'WP_UNINSTALL_PLUGIN', true );
			require PLUGIN . '/uninstall.php';
			return Site::$state;
	}
	return Site::$state['plans'];
}

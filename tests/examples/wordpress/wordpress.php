<?php
/**
 * As much of WordPress as the plugin calls: hooks, options, posts and their meta, scripts, plans, REST routes, HTTP.
 *
 * All state is in one file, which the environment's STATE names, so that it outlives a request.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'MINUTE_IN_SECONDS', 60 );

final class Site {
	public static array $hooks   = array();
	public static array $routes  = array();
	public static array $scripts = array();
	public static array $state   = array();

	public static function load(): void {
		$file        = getenv( 'STATE' );
		self::$state = ( is_file( $file ) ? unserialize( file_get_contents( $file ) ) : array() )
			+ array( 'options' => array(), 'posts' => array(), 'meta' => array(), 'plans' => array() );
	}

	public static function save(): void {
		file_put_contents( getenv( 'STATE' ), serialize( self::$state ) );
	}
}

// --- Hooks ---

function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) {
	Site::$hooks[ $hook ][] = array( $callback, $arguments );
}
function do_action( $hook, ...$values ) {
	foreach ( Site::$hooks[ $hook ] ?? array() as list( $callback, $arguments ) ) {
		$callback( ...array_slice( $values, 0, $arguments ) );
	}
}
function apply_filters( $hook, $value ) {
	return $value;
}
function register_deactivation_hook( $file, $callback ) {
	add_action( 'deactivate', $callback );
}
function __( $text ) {
	return $text;
}

// --- Options, posts, meta ---

function get_option( $name, $default = false ) {
	return Site::$state['options'][ $name ] ?? $default;
}
function delete_option( $name ) {
	unset( Site::$state['options'][ $name ] );
}
function get_post( $id ) {
	return Site::$state['posts'][ $id ] ?? null;
}
function get_permalink( $post ) {
	return 'https://news.example/' . ( $post->post_name ?? "?p={$post->ID}" );
}
function get_post_meta( $id, $key, $single ) {
	return Site::$state['meta'][ $id ][ $key ] ?? '';
}
function update_post_meta( $id, $key, $value ) {
	Site::$state['meta'][ $id ][ $key ] = wp_unslash( $value );
}
function delete_post_meta_by_key( $key ) {
	foreach ( Site::$state['meta'] as &$meta ) {
		unset( $meta[ $key ] );
	}
}
function wp_slash( $value ) {
	$add = fn( $one ) => is_string( $one ) ? addslashes( $one ) : $one;
	return is_array( $value ) ? array_map( 'wp_slash', $value ) : $add( $value );
}
function wp_unslash( $value ) {
	$strip = fn( $one ) => is_string( $one ) ? stripslashes( $one ) : $one;
	return is_array( $value ) ? array_map( 'wp_unslash', $value ) : $strip( $value );
}
function strip_shortcodes( $text ) {
	return preg_replace( '/\[gallery[^\]]*\]/', '', $text );
}
function wpautop( $text ) {
	return '<p>' . preg_replace( '/\n\n+/', '</p><p>', trim( $text ) ) . '</p>';
}
function has_blocks( $text ) {
	return false !== strpos( $text, '<!-- wp:' );
}
/** Without attributes, which the plugin does not read; what stands outside of blocks is a block without a name. */
function parse_blocks( $text ) {
	$block = fn( $name ) => (object) array( 'blockName' => $name, 'innerHTML' => '', 'innerBlocks' => array() );
	$open  = array( $block( null ) );
	$parts = preg_split( '#<!-- (/?)wp:([a-z-]+)(?: \{.*?\})? (/?)-->#', $text, -1, PREG_SPLIT_DELIM_CAPTURE );
	foreach ( array_chunk( array( '/', '', '', ...$parts ), 4 ) as $number => list( $closes, $name, $empty, $html ) ) {
		if ( $number && ! $closes ) {
			$open[] = $block( "core/$name" );
		}
		if ( $number && ( $closes || $empty ) ) {
			$closed = (array) array_pop( $open );

			end( $open )->innerBlocks[] = $closed;
		}
		if ( 1 === count( $open ) ) {
			$open[0]->innerBlocks[] = array( 'innerHTML' => $html ) + (array) $block( null );
		} else {
			end( $open )->innerHTML .= $html;
		}
	}
	return $open[0]->innerBlocks;
}
function is_singular() {
	return isset( $_GET['p'] );
}
function get_queried_object() {
	return get_post( $_GET['p'] );
}

// --- Scripts, which are known by their files here ---

function get_current_screen() {
	return (object) array( 'base' => 'post' );
}
function plugins_url( $path, $file ) {
	return dirname( $file ) . "/$path";
}
function wp_register_script( $name, $file ) {
	Site::$scripts[ $name ] = array(
		'before' => '',
		'file'   => $file,
	);
}
function wp_enqueue_script( $name, $file ) {
	wp_register_script( $name, $file );
}
function wp_add_inline_script( $name, $code, $position ) {
	Site::$scripts[ $name ][ $position ] .= $code;
}
function wp_set_script_translations() {
}

// --- Plans (wp-cron) ---

function wp_schedule_single_event( $time, $hook, $arguments ) {
	Site::$state['plans'][] = compact( 'time', 'hook', 'arguments' );
}
function wp_doing_cron() {
	return '/cron' === $_SERVER['REQUEST_URI'];
}
function wp_next_scheduled( $hook, $arguments ) {
	foreach ( Site::$state['plans'] as $plan ) {
		if ( $plan['hook'] === $hook && $plan['arguments'] === $arguments ) {
			return $plan['time'];
		}
	}
	return false;
}
function wp_clear_scheduled_hook( $hook, $arguments ) {
	$others = fn( $plan ) => $plan['hook'] !== $hook || $plan['arguments'] !== $arguments;

	Site::$state['plans'] = array_values( array_filter( Site::$state['plans'], $others ) );
}
function wp_unschedule_hook( $hook ) {
	$others = fn( $plan ) => $plan['hook'] !== $hook;

	Site::$state['plans'] = array_values( array_filter( Site::$state['plans'], $others ) );
}

// --- Strings ---

function wp_json_encode( $value, $flags = 0 ) {
	return json_encode( $value, $flags );
}
function wp_json_file_decode( $file, $options ) {
	return json_decode( file_get_contents( $file ), $options['associative'] );
}
function wp_strip_all_tags( $text ) {
	return trim( strip_tags( $text ) );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}
function esc_url_raw( $url, $protocols ) {
	return in_array( parse_url( $url, PHP_URL_SCHEME ), $protocols, true ) ? $url : '';
}

// --- REST ---

class WP_REST_Request implements ArrayAccess {
	public function __construct( private array $values ) {}
	public function offsetExists( $name ): bool {
		return isset( $this->values[ $name ] );
	}
	public function offsetGet( $name ): mixed {
		return $this->values[ $name ] ?? null;
	}
	public function offsetSet( $name, $value ): void {
		$this->values[ $name ] = $value;
	}
	public function offsetUnset( $name ): void {
		unset( $this->values[ $name ] );
	}
}
class WP_REST_Response {
	public array $headers = array();
	public function __construct( public $data, public int $status = 200 ) {}
	public function header( $name, $value ) {
		$this->headers[ $name ] = $value;
	}
}
function register_rest_route( $namespace, $route, $options ) {
	Site::$routes[ "/$namespace$route" ] = $options;
}
function current_user_can( $capability, ...$arguments ) {
	return 'editor' === ( $_SERVER['HTTP_X_USER'] ?? '' );
}

/** The subset of JSON Schema that the plugin's route uses, in WordPress's dialect. */
function rest_validate_request_arg( $value, $schema ) {
	$is = array(
		'array'  => is_array( $value ) && array_is_list( $value ),
		'object' => is_array( $value ),
		'string' => is_string( $value ),
	);
	if ( ! $is[ $schema['type'] ] ) {
		return false;
	}
	if ( 'string' === $schema['type'] ) {
		$length = iconv_strlen( $value, 'UTF-8' );
		return $length >= ( $schema['minLength'] ?? 0 ) && $length <= ( $schema['maxLength'] ?? INF );
	}
	if ( 'array' === $schema['type'] ) {
		$fits = fn( $item ) => rest_validate_request_arg( $item, $schema['items'] );
		return count( $value ) >= $schema['minItems'] && count( $value ) <= $schema['maxItems']
			&& count( array_filter( $value, $fits ) ) === count( $value );
	}
	foreach ( $schema['properties'] as $name => $property ) {
		if ( ! isset( $value[ $name ] ) || ! rest_validate_request_arg( $value[ $name ], $property ) ) {
			return false;
		}
	}
	return ! array_diff_key( $value, $schema['properties'] );
}

// --- HTTP, by PHP's streams ---

class WP_Error {
	public function __construct( public string $code, public string $message ) {}
}
function is_wp_error( $value ) {
	return $value instanceof WP_Error;
}
function wp_remote_post( $url, $how ) {
	$headers = array_map( fn( $name, $value ) => "$name: $value", array_keys( $how['headers'] ), $how['headers'] );
	$options = array(
		'method'          => 'POST',
		'header'          => array( ...$headers, 'Connection: close' ),
		'content'         => $how['body'],
		'timeout'         => $how['timeout'],
		'follow_location' => $how['redirection'],
		'ignore_errors'   => true,
	);
	$stream  = @fopen( $url, 'r', false, stream_context_create( array( 'http' => $options ) ) );
	if ( ! $stream ) {
		return new WP_Error( 'http_request_failed', "Failed to connect to $url with " . implode( ', ', $headers ) );
	}
	return array(
		'headers' => stream_get_meta_data( $stream )['wrapper_data'],
		'body'    => stream_get_contents( $stream, $how['limit_response_size'] ),
	);
}
function wp_remote_retrieve_response_code( $response ) {
	return (int) explode( ' ', $response['headers'][0] )[1];
}
function wp_remote_retrieve_header( $response, $name ) {
	foreach ( $response['headers'] as $line ) {
		if ( 0 === stripos( $line, "$name: " ) ) {
			return substr( $line, strlen( $name ) + 2 );
		}
	}
	return '';
}
function wp_remote_retrieve_body( $response ) {
	return $response['body'];
}

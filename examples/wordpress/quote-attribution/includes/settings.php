<?php
/**
 * Where the service is, and how it is asked: Settings > Quote Attribution, or constants in wp-config.php.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const OPTION = 'quote_attribution';

const DEFAULTS = array(
	'url'            => '',
	'key'            => '',
	'timeout'        => 5,
	'min_confidence' => 0.7,
);

add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );

/**
 * One setting: the constant QUOTE_ATTRIBUTION_<NAME> if wp-config.php defines it, else what the page saved.
 *
 * @param string $name A key of DEFAULTS.
 * @return mixed Its value, valid whichever way it came.
 */
function setting( string $name ) {
	$saved = array_merge( DEFAULTS, (array) get_option( OPTION, array() ) );
	$value = is_constant( $name ) ? constant( constant_name( $name ) ) : $saved[ $name ];
	return valid( $name, $value );
}

/**
 * The constant that takes the place of a setting.
 *
 * @param string $name A key of DEFAULTS.
 */
function constant_name( string $name ): string {
	return 'QUOTE_ATTRIBUTION_' . strtoupper( $name );
}

/**
 * Whether wp-config.php decides about a setting.
 *
 * @param string $name A key of DEFAULTS.
 */
function is_constant( string $name ): bool {
	return defined( constant_name( $name ) );
}

/**
 * A value as it may be used: http(s) only, a key that fits a header, numbers within their range.
 *
 * @param string $name  A key of DEFAULTS.
 * @param mixed  $value What was typed or defined.
 * @return mixed The value, or the nearest one that is allowed.
 */
function valid( string $name, $value ) {
	switch ( $name ) {
		case 'url':
			return untrailingslashit( esc_url_raw( trim( (string) $value ), array( 'http', 'https' ) ) );
		case 'key':
			return (string) preg_replace( '/[^\x21-\x7e]/', '', (string) $value );
		case 'timeout':
			return min( 60, max( 0.1, (float) $value ) );
		default:
			return min( 1, max( 0, (float) $value ) );
	}
}

/**
 * Tells WordPress about the option and the fields of its page.
 */
function register_settings(): void {
	register_setting( OPTION, OPTION, array( 'sanitize_callback' => __NAMESPACE__ . '\sanitize' ) );
	add_settings_section( OPTION, '', '__return_null', OPTION );
	$fields = array(
		'url'            => __( 'Address of the service', 'quote-attribution' ),
		'key'            => __( 'API key', 'quote-attribution' ),
		'timeout'        => __( 'Patience, in seconds', 'quote-attribution' ),
		'min_confidence' => __( 'Least confidence of what is published, 0 to 1', 'quote-attribution' ),
	);
	foreach ( $fields as $name => $label ) {
		$more = array(
			'name'      => $name,
			'label_for' => OPTION . '_' . $name,
		);
		add_settings_field( $name, $label, __NAMESPACE__ . '\print_field', OPTION, OPTION, $more );
	}
}

/**
 * What the page sent, as it is saved. The page never shows the key, so a blank field means that it stays.
 *
 * @param mixed $input The fields of the form.
 */
function sanitize( $input ): array {
	$input = (array) $input;
	$saved = array_merge( DEFAULTS, (array) get_option( OPTION, array() ) );
	if ( ! empty( $input['forget_key'] ) ) {
		$saved['key'] = '';
	} elseif ( ! isset( $input['key'] ) || '' === $input['key'] ) {
		$input['key'] = $saved['key'];
	}
	foreach ( DEFAULTS as $name => $default ) {
		$saved[ $name ] = valid( $name, $input[ $name ] ?? $saved[ $name ] );
	}
	return $saved;
}

/**
 * One field of the page.
 *
 * @param array $more `name` and `label_for`.
 */
function print_field( array $more ): void {
	$name  = $more['name'];
	$kinds = array(
		'url' => 'url',
		'key' => 'password',
	);
	printf(
		'<input type="%s" step="any" class="regular-text" autocomplete="off" id="%s" name="%s" value="%s"
			placeholder="%s" %s>',
		esc_attr( $kinds[ $name ] ?? 'number' ),
		esc_attr( $more['label_for'] ),
		esc_attr( OPTION . "[$name]" ),
		esc_attr( 'key' === $name ? '' : setting( $name ) ),
		esc_attr( 'key' === $name && setting( 'key' ) ? __( 'saved; type to replace it', 'quote-attribution' ) : '' ),
		disabled( is_constant( $name ), true, false )
	);
	if ( is_constant( $name ) ) {
		/* translators: %s: the name of a PHP constant. */
		$text = __( 'wp-config.php defines %s.', 'quote-attribution' );
		printf( '<p>%s</p>', esc_html( sprintf( $text, constant_name( $name ) ) ) );
	} elseif ( 'key' === $name ) {
		printf(
			'<p><label><input type="checkbox" name="%s" value="1"> %s</label></p>',
			esc_attr( OPTION . '[forget_key]' ),
			esc_html__( 'Forget the key', 'quote-attribution' )
		);
	}
}

/**
 * Puts the page under Settings.
 */
function add_settings_page(): void {
	$title = __( 'Quote Attribution', 'quote-attribution' );
	add_options_page( $title, $title, 'manage_options', OPTION, __NAMESPACE__ . '\print_settings_page' );
}

/**
 * The page.
 */
function print_settings_page(): void {
	printf( '<div class="wrap"><h1>%s</h1>', esc_html( get_admin_page_title() ) );
	echo '<form action="options.php" method="post">';
	settings_fields( OPTION );
	do_settings_sections( OPTION );
	submit_button();
	echo '</form></div>';
}

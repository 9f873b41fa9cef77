<?php
/**
 * Loads the sidebar into the block editor.
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const SCRIPT = 'quote-attribution';

const SCRIPT_NEEDS = array(
	'wp-a11y',
	'wp-annotations',
	'wp-api-fetch',
	'wp-block-editor',
	'wp-components',
	'wp-data',
	'wp-edit-post',
	'wp-editor',
	'wp-element',
	'wp-i18n',
	'wp-notices',
	'wp-plugins',
	'wp-rich-text',
);

add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_scripts' );
add_action( 'enqueue_block_assets', __NAMESPACE__ . '\enqueue_style' );

/**
 * The scripts: js/quotes.js is the thinking, js/editor.js what the editor shows.
 */
function enqueue_scripts(): void {
	if ( 'post' !== ( get_current_screen()->base ?? '' ) ) {
		return; // The editors of widgets and of the site have no article.
	}
	wp_register_script( SCRIPT . '-quotes', asset( 'js/quotes.js' ), array(), VERSION, true );
	$blocks = 'window.quoteAttributionBlocks = ' . wp_json_encode( article_blocks() ) . ';';
	wp_add_inline_script( SCRIPT . '-quotes', $blocks, 'before' );
	$needs = array_merge( SCRIPT_NEEDS, array( SCRIPT . '-quotes' ) );
	wp_enqueue_script( SCRIPT, asset( 'js/editor.js' ), $needs, VERSION, true );
	wp_set_script_translations( SCRIPT, 'quote-attribution' );
}

/**
 * The colours, which the editor's frame needs too; readers of the site do not.
 */
function enqueue_style(): void {
	if ( is_admin() ) {
		wp_enqueue_style( SCRIPT, asset( 'css/editor.css' ), array(), VERSION );
	}
}

/**
 * The address of a file of the plugin.
 *
 * @param string $path Within the plugin.
 */
function asset( string $path ): string {
	return plugins_url( $path, __DIR__ );
}

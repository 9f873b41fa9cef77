<?php
/**
 * Leaves nothing behind: settings, stored JSON-LD, plans.
 *
 * @package QuoteAttribution
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'quote_attribution' );
delete_post_meta_by_key( '_quote_attribution' );
wp_unschedule_hook( 'quote_attribution_refresh' );

<?php
/**
 * Plugin Name:       Quote Attribution
 * Description:       Shows in the editor who says what in an article, and publishes it as schema.org JSON-LD.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Quotes developers
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       quote-attribution
 *
 * @package QuoteAttribution
 */

namespace QuoteAttribution;

defined( 'ABSPATH' ) || exit;

const VERSION = '1.0.0';

require __DIR__ . '/includes/settings.php';
require __DIR__ . '/includes/service.php';
require __DIR__ . '/includes/article.php';
require __DIR__ . '/includes/json-ld.php';
require __DIR__ . '/includes/rest.php';
require __DIR__ . '/includes/editor.php';

register_deactivation_hook( __FILE__, __NAMESPACE__ . '\unschedule_all' );

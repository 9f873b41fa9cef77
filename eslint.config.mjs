/** What `make lint` asks of JavaScript. How it is laid out is each folder's own: nothing here is about spaces. */

import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';

/** Text of an article never becomes markup; in the page the browser itself refuses it (Trusted Types). */
const MARKUP = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe'].map((property) => ({
    property,
    message: 'Make elements, and text nodes for text.',
}));

export default defineConfig([
    globalIgnores(['build/', '.venv/']),
    {
        files: ['**/*.js', '**/*.mjs'],
        extends: [js.configs.recommended],
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        languageOptions: { ecmaVersion: 2024 },
        rules: {
            'array-callback-return': 'error',
            'consistent-return': 'error',
            'default-case-last': 'error',
            eqeqeq: 'error',
            'guard-for-in': 'error',
            'logical-assignment-operators': 'error',
            'no-alert': 'error',
            'no-console': 'error',
            'no-constructor-return': 'error',
            'no-else-return': ['error', { allowElseIf: false }],
            'no-eval': 'error',
            'no-extend-native': 'error',
            'no-implicit-coercion': 'error',
            'no-implicit-globals': ['error', { lexicalBindings: true }],
            'no-implied-eval': 'error',
            'no-lonely-if': 'error',
            'no-multi-assign': 'error',
            'no-new-func': 'error',
            'no-param-reassign': 'error',
            'no-promise-executor-return': 'error',
            'no-restricted-properties': ['error', ...MARKUP],
            'no-return-assign': 'error',
            'no-self-compare': 'error',
            'no-sequences': 'error',
            'no-shadow': 'error',
            'no-throw-literal': 'error',
            'no-unneeded-ternary': 'error',
            'no-unused-expressions': 'error',
            'no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_', caughtErrors: 'all' }],
            'no-use-before-define': ['error', { functions: false, variables: false }],
            'no-useless-concat': 'error',
            'no-useless-return': 'error',
            'no-var': 'error',
            'object-shorthand': 'error',
            'prefer-arrow-callback': 'error',
            'prefer-const': 'error',
            'prefer-promise-reject-errors': 'error',
            'prefer-rest-params': 'error',
            'prefer-spread': 'error',
            'prefer-template': 'error',
            radix: 'error',
            'require-await': 'error',
            strict: ['error', 'global'],
            yoda: 'error',
        },
    },
    { files: ['service/quotes/web/*.js'], languageOptions: { globals: globals.browser } },
    {
        files: ['examples/wordpress/**/*.js'],
        // Plain scripts, of which js/quotes.js looks whether it is a module of node.
        languageOptions: {
            sourceType: 'script',
            globals: { ...globals['shared-node-browser'], ...globals.commonjs, window: 'readonly' },
        },
    },
    { files: ['examples/clients/*.mjs'], languageOptions: { globals: globals['shared-node-browser'] } },
    { files: ['tests/**/*.mjs'], languageOptions: { globals: globals.nodeBuiltin } },
]);

/** What WordPress puts into `window` for the plugin, and what the plugin does. */

interface Window {
    wp: WordPress;
    quoteAttribution: typeof import('../examples/wordpress/quote-attribution/js/quotes.js');
    quoteAttributionBlocks: typeof import('../examples/wordpress/quote-attribution/blocks.json');
}

/** Its packages, https://developer.wordpress.org/block-editor/reference-guides/packages/; they come without types. */
interface WordPress {
    element: ReactHooks & { [name: string]: any };
    [name: string]: any;
}

/** The hooks through which the plugin's own data goes: https://react.dev/reference/react/hooks. */
interface ReactHooks {
    useCallback<Callback>(callback: Callback, dependencies: unknown[]): Callback;
    useMemo<Value>(calculate: () => Value, dependencies: unknown[]): Value;
    useRef<Value>(initial: Value): { current: Value };
    useState<State>(initial: State): [State, (change: State | ((before: State) => State)) => void];
}

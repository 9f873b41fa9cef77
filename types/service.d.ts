/**
 * The service's answer, in the words of openapi.yaml, from which `make lint` makes build/openapi.d.ts.
 *
 * Scripts name these types in their JSDoc without an import, such as `@param {Service.Quote} quote`, so that what is to
 * be copied from examples/ stays in one piece.
 */

declare namespace Service {
    type Schemas = import('../build/openapi').components['schemas'];

    type Answer = Schemas['QuotesResponse'];
    type Entity = Schemas['Entity'];
    type Problem = Schemas['Problem'];
    type Query = Schemas['QuotesRequest'];
    type Quote = Schemas['Quote'];
    type Reference = Schemas['Reference'];
    type Span = Schemas['Span'];
    type Via = Schemas['Via'];
    type Warning = Schemas['Warning'];
    type Category = Schemas['Cue']['category'];
    type QuoteType = Quote['type'];
}

/** Compiles only where the types of openapi-typescript are those of an answer, and options need not be given. */

import type { components, paths } from './types';

type Answer = components['schemas']['QuotesResponse'];

export const request: components['schemas']['QuotesRequest'] = { text: 'x' };
export const options: paths['/v1/quotes']['post']['parameters']['query'] = { id: 'a' };
export const speakers = (answer: Answer): Array<string | null | undefined> =>
    answer.quotes.map(({ speaker }) => speaker?.entity);
// @ts-expect-error: there may be nobody to name
export const careless = (answer: Answer): Array<string | null> => answer.quotes.map(({ speaker }) => speaker.entity);
export const answer: Answer = ANSWER;

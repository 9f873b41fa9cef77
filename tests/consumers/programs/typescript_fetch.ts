/** Prints an answer as the TypeScript client of openapi-generator read it. */

import { Configuration, QuotesApi, QuotesResponseToJSON } from './client';

async function main([url, article]: string[]): Promise<void> {
    const api = new QuotesApi(new Configuration({ basePath: url }));
    const answer = await api.quotes({ quotesRequest: { text: article, include: ['all'] } });
    const names: Array<string | null> = answer.quotes.map(({ speaker }) => speaker && speaker.entity);
    if (names.length !== answer.quotes.length || !(await api.model()).languages.includes('en')) {
        throw new Error('not as it should be');
    }
    console.log(JSON.stringify(QuotesResponseToJSON(answer)));
}

void main(process.argv.slice(2));

#!/bin/sh
# The common calls with curl. Each prints the answer; all together: sh examples/clients/quotes.sh
#
#   QUOTE_ATTRIBUTION_URL  where the service is (http://127.0.0.1:8080)
#   QUOTE_ATTRIBUTION_KEY  the API key, if it asks for one
#   sh quotes.sh NAME...  only these calls: text html options jsonld csv batch
set -eu

# --fail-with-body: a problem is printed too, and ends the script. --retry: again after a 429 or a 503, when Retry-After
# says so.
ask() {
    path=$1
    shift
    curl --silent --show-error --fail-with-body --retry 2 --max-time 60 \
        ${QUOTE_ATTRIBUTION_KEY:+--header "Authorization: Bearer $QUOTE_ATTRIBUTION_KEY"} \
        "$@" "${QUOTE_ATTRIBUTION_URL:-http://127.0.0.1:8080}/v1/$path"
    echo
}

# A text as it is. A file: --data-binary @article.txt
text() {
    ask quotes --header 'Content-Type: text/plain' --data-binary '"Rates will fall," Ito said on Sunday.'
}

# HTML as it is: every span has html_start and html_end too.
html() {
    ask quotes --header 'Content-Type: text/html' --data-binary '<p>&ldquo;Rates will <b>fall</b>,&rdquo; Ito said.</p>'
}

# JSON with options: offsets for JavaScript, some kinds of report only, and those that are fairly sure.
options() {
    ask quotes --header 'Content-Type: application/json' --data-binary '{
        "id": "a-123",
        "text": "\"Rates will fall,\" Ito warned. He promised to act.",
        "offset_encoding": "utf-16",
        "include": ["warning", "promise"],
        "min_confidence": 0.2
    }'
}

# schema.org, to be published with the article.
jsonld() {
    ask quotes --header 'Content-Type: text/plain' --header 'Accept: application/ld+json' \
        --data-binary '"Rates will fall," Ito said on Sunday.'
}

# For a spreadsheet.
csv() {
    ask quotes --header 'Content-Type: text/plain' --header 'Accept: text/csv' \
        --data-binary '"Rates will fall," Ito said on Sunday.'
}

# An archive: one article a line, one answer a line in the same order, as they are done.
# A file, streamed: --request POST --upload-file articles.ndjson
batch() {
    printf '%s\n' \
        '{"id": "a-1", "text": "\"Rates will fall,\" Ito said."}' \
        '{"id": "a-2", "html": "<p>Ito denied that he had lied.</p>"}' |
        ask quotes/batch --max-time 0 --no-buffer --header 'Content-Type: application/x-ndjson' --data-binary @-
}

[ $# -gt 0 ] || set -- text html options jsonld csv batch
for call; do
    case $call in
        text | html | options | jsonld | csv | batch) "$call" ;;
        *) echo "quotes.sh: no such call: $call" >&2; exit 2 ;;
    esac
done

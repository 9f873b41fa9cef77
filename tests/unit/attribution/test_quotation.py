"""Quotation marks: which stretches of a text stand in them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.attribution.quotation import Passage, passages, with_block_quotes
from quotes.nlp.document import BlockQuote, Span, TextWarning


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, a line each."""
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            begin = start + len(line) - len(line.lstrip())
            out.append(Span(begin, begin + len(line.strip())))
        start += len(line) + 1
    return out


def read(text: str) -> tuple[tuple[Passage, ...], tuple[TextWarning, ...]]:
    return passages(text, paragraphs(text))


def found(text: str) -> list[str]:
    return [text[p.span.start : p.span.end] for p in read(text)[0]]


def warned(text: str) -> list[tuple[str, int]]:
    return [(w.code.removesuffix("_quotation_mark"), w.span.start) for w in read(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"No," he said.', ['"No,"']),
        ("“No,” he said.", ["“No,”"]),
        ('“No," he said. "Yes,” she said.', ['“No,"', '"Yes,”']),
        ("«No», he said. « Yes », she said.", ["«No»", "« Yes »"]),
        ("„No“, he said. „Yes”, she said.", ["„No“", "„Yes”"]),
        ("``No,'' he said. ''It's Lee's,'' she said.", ["``No,''", "''It's Lee's,''"]),
        ("＂No,＂ he said.", ["＂No,＂"]),
        ("‘No,’ he said.", ["‘No,’"]),
        ("'No,' he said.", ["'No,'"]),
        ("‹No›, he said.", ["‹No›"]),
        ('"If," he said, "and only if."', ['"If,"', '"and only if."']),
        ('It is "new" and "dead".', ['"new"', '"dead"']),
        ('"A""B"', ['"A"', '"B"']),
        ("“A”“B”", ["“A”", "“B”"]),
        ("Nothing.", []),
        ("", []),
    ],
)
def test_quotation_marks_of_every_kind_make_passages(text, expected):
    assert found(text) == expected
    assert not warned(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's Lee's, isn’t it? The boys' and the girls’ toys.", []),
        ("In the '90s and ’60s, rock 'n' roll was it; get 'em, 'cause 'tis so.", []),
        ("In the ‘90s, rock ‘n’ roll was it; get ‘em.", []),
        ("'It's Lee's,' he said. 'We can't.'", ["'It's Lee's,'", "'We can't.'"]),
        ("‘It’s Lee’s,’ he said. ‘We can’t.’", ["‘It’s Lee’s,’", "‘We can’t.’"]),
        ("'The boys' toys are here,' he said.", ["'The boys' toys are here,'"]),
        ("‘The boys’ toys are here,’ he said.", ["‘The boys’ toys are here,’"]),
        ("'I love the '90s and rock 'n' roll,' he said.", ["'I love the '90s and rock 'n' roll,'"]),
        ("It is 'the end' for the boys' club.", ["'the end'"]),
        ("They called it 'his success' again.", ["'his success'"]),
        ("The ministers' plan is 'dead', he said.", ["'dead'"]),
        ("The boys' mother said it was 'their' turn.", ["'their'"]),
        ("Get 'im! It was 'wild.'", ["'wild.'"]),
        ("'The ol' man is here,' he said.", ["'The ol' man is here,'"]),
        ("'Gainst all odds, 'tis said: 'No way.'", ["'No way.'"]),
        ("I said 'hello", []),
    ],
)
def test_single_quotation_marks_are_told_from_apostrophes(text, expected):
    assert found(text) == expected
    assert not warned(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘25 people were killed,’ police said.", ["‘25 people were killed,’"]),
        ("'50 dead' after ferry sinks", ["'50 dead'"]),
        ("‘Cause of death is not known,’ said Dr Lee.", ["‘Cause of death is not known,’"]),
        ("He left. ‘Round one is ours,’ he said.", ["‘Round one is ours,’"]),
        ("Police said: '25 were hurt.' '30 were killed,' they added.", ["'25 were hurt.'", "'30 were killed,'"]),
        ("Police said, '25 boys' toys burned', and left.", ["'25 boys' toys burned'"]),
        ("'Tis the season,' she said; 'twas not.", ["'Tis the season,'"]),
        ("‚25 Tote‘, sagte er.", ["‚25 Tote‘"]),
        (
            "‘I was young. ‘68 was a good year,’ he said. ‘68 it was.’",
            ["‘I was young. ‘68 was a good year,’", "‘68 it was.’"],
        ),
        ("'Cause of the rain, the '90s were 'lost', he said.", ["'lost'"]),
        ("'90s fashion is back, say the dealers' sons.", []),
        ("'68 was their year, the students'.", []),
        ("'Tis an ol' man's tale o' the sea, '90s style.", []),
        ("We met in '05 and left,' she said.", []),
        ("’90s music is back,’ she said.", []),
    ],
)
def test_a_number_or_a_word_that_may_be_an_elision_begins_a_quotation_where_one_may_begin_that_is_closed(
    text, expected
):
    assert found(text) == expected
    assert not warned(text)


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘no’ twice,” she said.",
        "“He told me ‘no,’” she said.",
        "\"He told me 'no' twice,\" she said.",
        "\"He told me 'no,'\" she said.",
        "“‘No,’ he told me,” she said.",
        "«He told me “no” twice,» she said.",
        "‘He told me “no” twice,’ she said.",
        "'He told me \"no,\"' she said.",
        "“He told me 'it's the boys' turn,' and left,” she said.",
        "\"That's the boys' turn,\" she said.",
        "“a ‘b “c” d’ e,” she said.",
    ],
)
def test_a_passage_runs_between_the_outermost_of_nested_quotation_marks(text):
    assert found(text) == [text.removesuffix(" she said.")]
    assert not warned(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It was ("no") and ["yes"].', ['"no"', '"yes"']),
        ('It was—"no"—or "yes"-ish; "no"/"yes".', ['"no"', '"yes"', '"no"', '"yes"']),
        ('He said:"No." Then:"Yes."', ['"No."', '"Yes."']),
        ('"[He] left," "(Laughs.)" "...so,"', ['"[He] left,"', '"(Laughs.)"', '"...so,"']),
        ('"…so," "$5," "—no," "¿Qué?" "5,"', ['"…so,"', '"$5,"', '"—no,"', '"¿Qué?"', '"5,"']),
        ('He did it for "honor. "', ['"honor. "']),
        ('"For honor. " That was all.', ['"For honor. "']),
        ('"No", "yes".', ['"No"', '"yes"']),
        ('"No"; "yes": "so"!', ['"No"', '"yes"', '"so"']),
        ('"Why?" "Because!"', ['"Why?"', '"Because!"']),
        ('"東京," he said; "é," she said.', ['"東京,"', '"é,"']),
    ],
)
def test_the_characters_beside_a_quotation_mark_tell_whether_it_opens_or_closes(text, expected):
    assert found(text) == expected
    assert not warned(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('" No , " she said .', ['" No , "']),
        ('It sank. " Why? " she asked. " No . "', ['" Why? "', '" No . "']),
        ("'We want our rights' said Lee. 'No,' said Ito.", ["'We want our rights'", "'No,'"]),
        ("It was 'a slap in the dogs' faces'.", ["'a slap in the dogs' faces'"]),
        ("'I'm goin' home,' she said.", ["'I'm goin' home,'"]),
        ("’No,’ she said; the ’90s were the dogs’ years.", ["’No,’"]),
        ("‚No‘, she said. ›No‹, he said.", ["‚No‘", "›No‹"]),
        ("“No,“ she said. “Never,“ he said.", ["“No,“", "“Never,“"]),
        ('"No" said Lee."Never" said Ito.', ['"No"', '"Never"']),
    ],
)
def test_marks_are_told_by_their_place_where_their_form_misleads(text, expected):
    assert found(text) == expected
    assert not warned(text)


def test_single_marks_re_open_a_speech_if_the_last_paragraph_closes_it():
    text = "Lee said: 'One. I don't.\n'Two, by the dogs' house.\n'Three,' he said. 'Four.'"
    spoken, warnings = read(text)
    assert [(text[p.span.start : p.span.end], p.speech) for p in spoken] == [
        ("'One. I don't.", 0),
        ("'Two, by the dogs' house.", 0),
        ("'Three,'", 0),
        ("'Four.'", 1),
    ]
    assert not warnings
    assert found("'Twas so. He left.\n'Twas late.\n'No,' he said.") == ["'No,'"]
    assert found("The dogs were 'ere.\n'Two.\nThree.") == []


@pytest.mark.parametrize(
    "text",
    [
        'The " plan. "No," said Lee.\n"Yes," said Ito.',
        'The plan " was.\n"No," said Lee. "Yes," said Ito.',
        'The plan.” He left. "No," said Lee. "Yes," said Ito.',
        'The “ plan. "No," said Lee. "Yes," said Ito.',
    ],
)
def test_a_mark_without_a_partner_costs_its_neighbours_nothing(text):
    assert found(text) == ['"No,"', '"Yes,"']
    assert [code for code, _ in warned(text)] == ["stray"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is 5'10\" tall.", []),
        ('He is 5’ 10" tall, and she is 5\'9".', []),
        ('A 6" gun and a 12" disc.', []),
        ('"He is 5\'10" tall," she said. "No."', ['"He is 5\'10" tall,"', '"No."']),
        ('"It has a 6" gun," she said.', ['"It has a 6" gun,"']),
        ('"Not since 2016" is what she said.', ['"Not since 2016"']),
        ('"Not since 2016" and "never" are her words.', ['"Not since 2016"', '"never"']),
        ('"It was 2016." "In 2017".', ['"It was 2016."', '"In 2017"']),
    ],
)
def test_inches_are_no_quotation_marks(text, expected):
    assert found(text) == expected
    assert not warned(text)


def test_a_speech_re_opened_paragraph_after_paragraph_is_one():
    text = "“One.\n“Two.\n“Three,” he said. “Four.”\nNo.\n“Five.”"
    spoken, warnings = read(text)
    assert [(text[p.span.start : p.span.end], p.speech) for p in spoken] == [
        ("“One.", 0),
        ("“Two.", 0),
        ("“Three,”", 0),
        ("“Four.”", 1),
        ("“Five.”", 2),
    ]
    assert not warnings


def test_straight_and_angle_quotation_marks_re_open_a_speech_too():
    for mark, closing in (('"', '"'), ("«", "»")):
        text = f"{mark}One.\n{mark}Two.{closing}"
        assert found(text) == [f"{mark}One.", f"{mark}Two.{closing}"]
        assert {p.speech for p in read(text)[0]} == {0}
        assert not warned(text)


@pytest.mark.parametrize(
    ("text", "expected", "warnings"),
    [
        ("He said “no. Then he left.", ["“no."], [("unclosed", 8)]),
        ("He said “no. Then he left.\nShe stayed.", ["“no."], [("unclosed", 8)]),
        ('"No\nYes.', ['"No'], [("unclosed", 0)]),
        ("“One. More.\nNo.\n“Two.”", ["“One.", "“Two.”"], [("unclosed", 0)]),
        ("He said no.” Then he left.", [], [("stray", 11)]),
        ('He said no." Then he left.', [], [("stray", 11)]),
        ("“One “two” three.", ["“two”"], [("stray", 0)]),
        ("“One ‘two” three.", ["“One ‘two”"], []),
        ("A 3.5» mark", [], [("stray", 5)]),
    ],
)
def test_a_quotation_mark_without_a_partner_gets_a_warning(text, expected, warnings):
    assert found(text) == expected
    assert warned(text) == warnings


def test_a_quotation_mark_never_pairs_across_paragraphs_that_do_not_re_open():
    text = 'He said "no\nand "yes" too.'
    assert found(text) == ['"no', '"yes"']
    assert [code for code, _ in warned(text)] == ["unclosed"]


MARKS = "\"'“”„‘’‚«»‹›"
TEXTS = st.one_of(
    st.text(st.sampled_from(MARKS + "asn5. ,—(\n"), max_size=60),
    st.lists(
        st.sampled_from([*MARKS, "``", "''", "word", "s", "5'10", "n", ".", ",", " ", " ", " ", "\n", "(", "—"]),
        max_size=50,
    ).map("".join),
    st.text(max_size=40),
)


@given(TEXTS)
def test_passages_lie_in_order_and_in_their_paragraphs(text):
    lines = paragraphs(text)
    spoken, warnings = passages(text, lines)
    assert all(one.span.end <= two.span.start for one, two in pairwise(spoken))
    for passage in spoken:
        assert any(line.contains(passage.span) for line in lines)
        assert passage.span.contains(passage.inner)
    assert all(any(line.contains(w.span) for line in lines) and len(w.span) for w in warnings)
    assert {w.code for w in warnings} <= {"stray_quotation_mark", "unclosed_quotation_mark"}


@given(TEXTS)
def test_a_passage_begins_with_a_quotation_mark_and_ends_with_one_if_it_is_closed(text):
    spoken, warnings = read(text)
    unclosed = {w.span.start for w in warnings if w.code.startswith("unclosed")}
    ends = {line.end for line in paragraphs(text)}
    for passage in spoken:
        opening = text[passage.span.start : passage.inner.start]
        closing = text[passage.inner.end : passage.span.end]
        assert opening in ("``", "''") or opening in MARKS + "‟＂"
        if closing:
            assert closing in ("``", "''") or closing in MARKS + "‟＂"
        else:
            assert passage.span.start in unclosed or passage.span.end in ends


@given(TEXTS)
def test_speeches_are_numbered_from_0(text):
    numbers = [p.speech for p in read(text)[0]]
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))


@given(TEXTS)
def test_a_paragraph_without_quotation_marks_changes_nothing_before_it(text):
    assert read(text) == read(text + "\nNothing.")


def test_single_quotation_marks_are_paired_in_one_pass():
    class Counting(str):
        """A text that counts how often a character of it is looked at."""

        looked = 0

        def __getitem__(self, key):
            Counting.looked += 1
            return str.__getitem__(self, key)

    for unit in ("'a ", "'s' ", "“a ‘b ", "it's ", 'a"b ', "‹a ", '5" ', "'90s. ", "'90s.' "):
        counts = []
        for size in (500, 2000):
            Counting.looked = 0
            text = Counting(unit * size)
            passages(text, [Span(0, len(text))])
            counts.append(Counting.looked)
        assert counts[1] <= 4 * counts[0] + 40, unit


def with_block_quote(text: str) -> list[tuple[str, bool, int]]:
    """The passages of a text that is a block quote from its first blank line on: words, whether marked, speech."""
    quote = BlockQuote(Span(paragraphs(text)[1].start, len(text)))
    all_ = with_block_quotes(read(text)[0], [quote], paragraphs(text))
    return [(text[p.span.start : p.span.end], p.marked, p.speech) for p in all_]


def test_the_paragraphs_of_a_block_quote_are_one_speech_without_marks() -> None:
    before, first, second = with_block_quote("“Go,” he said.\n\nWe stayed.\n\nHe had said “go” twice.")
    assert (before[:2], first[:2]) == (("“Go,”", True), ("We stayed.", False))
    assert second == ("He had said “go” twice.", False, first[2])
    assert first[2] != before[2]


def test_marks_around_most_of_a_block_quote_are_its_passages() -> None:
    assert with_block_quote("Before.\n\n“We will never go,” he said.") == [("“We will never go,”", True, 0)]


def test_a_text_of_nothing_but_block_quotes_is_one_speech_to_each() -> None:
    text = "“a” b c d e\n" * 4_000
    lines = paragraphs(text)
    all_ = with_block_quotes(read(text)[0], [BlockQuote(line) for line in lines], lines)
    assert [p.span for p in all_] == lines
    assert len({p.speech for p in all_}) == len(lines)


def test_block_quotes_leave_the_passages_between_them_and_those_that_are_most_of_one() -> None:
    text = "“One,” he said.\nTwo.\n“Three,” he said.\n“Four,” she said.\nFive."
    lines = paragraphs(text)
    all_ = with_block_quotes(read(text)[0], [BlockQuote(lines[n]) for n in (1, 3, 4)], lines)
    spoken = ["“One,”", "Two.", "“Three,”", "“Four,” she said.", "Five."]
    assert [text[p.span.start : p.span.end] for p in all_] == spoken

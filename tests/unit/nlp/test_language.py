"""Texts that are plainly not English; contractions."""

import pytest

from quotes.nlp.document import Span
from quotes.nlp.language import may_be_contraction, warn

GERMAN = """\
Der Minister sagte am Dienstag, man werde die Brücke im Frühjahr schließen, an der seit Jahren gebaut wird. „Das
war so nicht abgesprochen“, erklärte die Bürgermeisterin, die in der Sitzung saß und den Plan für falsch hält."""
FRENCH = """\
Le ministre a déclaré mardi que le pont serait fermé au printemps, malgré les travaux engagés depuis des années.
« Personne ne nous a prévenus », a répondu la maire, qui siège au conseil et juge le projet mauvais."""
SPANISH = """\
El ministro dijo el martes que el puente se cerrará en la primavera, pese a las obras que empezaron hace años.
«Nadie nos avisó», respondió la alcaldesa, que no quiso hablar más del asunto y me pidió paciencia."""
ITALIAN = """\
Il ministro ha detto martedì che il ponte sarà chiuso in primavera, malgrado i lavori in corso da anni. «Nessuno
ci ha avvertiti», ha risposto la sindaca, che siede in consiglio e non condivide il progetto."""
DUTCH = """\
De minister zei dinsdag dat de brug in het voorjaar dicht gaat, of er nu wel of geen geld is voor een nieuwe.
"Dat was over het hoofd gezien", zei de burgemeester, die had gehoopt op steun van de raad en het plan slecht
vindt."""
PORTUGUESE = """\
O ministro disse na terça-feira que a ponte será fechada na primavera, apesar das obras que começaram há anos.
“Ninguém nos avisou”, respondeu a presidente da câmara, que não quis falar mais do assunto."""
SWEDISH = """\
Ministern sade på tisdagen att bron stängs under våren, trots att arbetet har pågått i flera år. ”Det var inte
vad vi kom överens om”, svarade borgmästaren, som satt med vid mötet och anser att planen är dålig för alla."""
POLISH = """\
Minister powiedział we wtorek, że most zostanie zamknięty na wiosnę, choć to prace trwają tam od lat. „Nikt nas
o tym nie uprzedził, by można było się przygotować” – odparła burmistrzyni, która uważa plan za zły."""
DANISH = """\
Ministeren sagde tirsdag, at broen bliver lukket til foråret, selv om der er blevet bygget på den i årevis. »Det
var ikke aftalt, at den skulle lukke her«, svarede borgmesteren, som mener, at planen er dårlig for alle i byen."""
RUSSIAN = """\
Министр заявил во вторник, что мост закроют весной, хотя работы идут уже много лет. «Нас никто не предупредил»,
— ответила мэр города, которая заседает в совете и считает этот план очень плохим."""
CHINESE = "部长星期二说，尽管施工已经进行了多年，这座桥将在春天关闭。“没有人告诉我们，”市长回答说，她认为这个计划不好。"


@pytest.mark.parametrize(
    "text",
    [GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, SWEDISH, POLISH, DANISH, RUSSIAN, CHINESE],
    ids=["de", "fr", "es", "it", "nl", "pt", "sv", "pl", "da", "ru", "zh"],
)
def test_a_text_in_another_language_gets_a_warning(text):
    (warning,) = warn(text)
    assert warning.code == "unexpected_language"
    assert warning.span == Span(0, len(text))
    assert "English" in warning.detail


ENGLISH = """\
The minister said on Tuesday that the bridge would be closed in spring, although it had been under repair for
years. "Nobody told us," answered the mayor."""
CURT = """\
Police arrested Sunday three suspects after two bombs exploded outside downtown government offices, killing four
people, wounding dozens, witnesses said, citing local television reports."""
CAPITALS = """MINISTER QUITS AMID BRIDGE ROW
STOCKS SLIDE ON RATE FEARS
MAYOR: "NOBODY TOLD US"
RAIN DELAYS FINAL
THREE HELD IN RAID ON BANK"""
TITLES = (
    "Minister Quits Amid Bridge Row\nStocks Slide As Rate Fears Grow\nRain Delays Final\nThree Held In Bank Raid\n" * 3
)
NAMES = 2 * "Ito Smith Lee Horn Garcia Petrov Schmidt Rossi Dubois Silva Kowalski Jansen Olsen Nagy Popov Novak "
LINKS = (
    "See https://example.org/de/die/und/der/aus/mit/bei/nach/von/zu/im/am/um/bis/durch/gegen/ohne/wider/seit/auf now."
)
QUOTING = ENGLISH * 2 + " " + GERMAN
DISHES = "Juan de la Cruz and Anna van der Berg had crème brûlée at the café, he said"


@pytest.mark.parametrize(
    "text",
    ["", "Nichts.", ENGLISH, CURT, CAPITALS, TITLES, NAMES, LINKS, QUOTING, "12 14 15 " * 20, GERMAN[:20], DISHES],
    ids=[
        "empty",
        "word",
        "prose",
        "curt",
        "capitals",
        "titles",
        "names",
        "links",
        "a quotation",
        "figures",
        "short",
        "dishes",
    ],
)
def test_english_and_texts_that_show_no_language_get_no_warning(text):
    assert warn(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Der Vorsitzende sagte, er habe von dem Schreiben nichts gewusst und werde es auch nicht lesen.",
        "« Nous avons gagné », a dit la présidente, qui est restée dans la salle avec les élus.",
        "«Hemos ganado», dijo la alcaldesa, que no quiso decir más sobre el asunto.",
        "Il presidente ha detto che la legge non si cambia.",
        "Prezes powiedział, że nie będzie o tym mówić.",
        "Председатель сказал, что не читал письма.",
        "主席说他没有读过信。",
    ],
    ids=["de", "fr", "es", "it", "pl", "ru", "zh"],
)
def test_a_sentence_in_another_language_gets_a_warning_too(text):
    assert [warning.code for warning in warn(text)] == ["unexpected_language"]


def test_twenty_words_are_enough_for_a_warning():
    assert not warn("wort " * 19)
    assert warn("wort " * 20)


@pytest.mark.parametrize("token", ["don't", "Lee's", "Smiths'", "cannot", "Gonna", "CANNOT", "dont"])
def test_a_token_that_is_split_in_english_may_be_a_contraction(token):
    assert may_be_contraction(token)


@pytest.mark.parametrize("token", ["Ito", "Its", "Donna", "donor", "cannon", "YouGov", "well", "x"])
def test_a_name_or_word_that_looks_like_a_contraction_is_none(token):
    assert not may_be_contraction(token)

"""Who is the same across articles, and of whom that cannot be told."""

import pytest

pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

from quotes.archive.report.names import Called, Standing, identify


def person(name, role=None, quotes=1):
    return Called(name, True, "person", role, quotes)


def groups(*called):
    """The names and roles that are taken to be one, with the standing of each."""
    found = {}
    for each, number, identity in identify(called):
        found.setdefault((number, identity.standing), set()).add((each.name, each.role))
    return {(standing, frozenset(members)) for (_, standing), members in found.items()}


def test_a_full_name_is_one_person_however_it_is_spelt():
    spelt = [person("Ana Novák"), person("ANA NOVAK", "the mayor"), person("Ana  Novak", "mayor of Lim")]
    assert groups(*spelt) == {(Standing.JOINED, frozenset((each.name, each.role) for each in spelt))}


def test_roles_join_by_way_of_others():
    roles = ["finance minister", "minister of trade", "trade envoy"]
    (found,) = groups(*(person("Ana Novak", role) for role in roles))
    assert found[0] is Standing.JOINED


def test_namesakes_with_roles_that_have_nothing_in_common_stand_apart():
    mayor, striker, nobody = person("Ana Novak", "the mayor"), person("Ana Novak", "a striker"), person("Ana Novak")
    assert groups(mayor, striker, nobody) == {
        (Standing.ROLES, frozenset({("Ana Novak", "the mayor")})),
        (Standing.ROLES, frozenset({("Ana Novak", "a striker")})),
        (Standing.ROLES, frozenset({("Ana Novak", None)})),
    }


def test_words_that_every_role_has_join_nobody():
    found = groups(person("Ana Novak", "head of the bank"), person("Ana Novak", "a leader of the opposition"))
    assert {standing for standing, _ in found} == {Standing.ROLES}


@pytest.mark.parametrize("name", ["Novak", "A. Novak", "the Novak"])
def test_one_name_alone_is_nobody_for_sure(name):
    assert groups(person(name)) == {(Standing.SHORT, frozenset({(name, None)}))}


def test_an_initial_tells_people_apart():
    assert len(groups(person("Ana B. Novak"), person("Ana Novak"))) == 2


def test_bodies_are_joined_by_name_whatever_article_they_have():
    bodies = [
        Called("the Red Cross", True, "organization", None, 1),
        Called("Red Cross", True, "organization", None, 3),
    ]
    ((each, _, identity), _) = identify(bodies)
    assert len(groups(*bodies)) == 1
    assert (each, identity.name, identity.standing) == (bodies[0], "Red Cross", Standing.JOINED)


def test_a_body_and_a_person_of_one_name_are_two():
    both = (person("Ana Novak"), Called("Ana Novak", True, "organization", None, 1))
    assert len({number for _, number, _ in identify(both)}) == 2


def test_words_that_are_no_name_join_as_words():
    police = [Called("police", False, "group", None, 1), Called("Police", False, "group", None, 1)]
    assert {standing for standing, _ in groups(*police)} == {Standing.UNNAMED}
    assert len(groups(*police)) == 1


def test_somebody_is_called_what_most_quotes_call_them():
    called = [person("Ana Novak", "minister", 1), person("Ana Novák", "trade minister", 5)]
    ((_, _, identity), _) = identify(called)
    assert (identity.name, identity.role) == ("Ana Novák", "trade minister")

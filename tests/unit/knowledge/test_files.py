"""Reading the content files."""

from __future__ import annotations

import pytest

from knowledge.files import ContentError, ContentFiles, parse, validate
from knowledge.schema import Entry
from tests.factories import content, entry, line_of, write


def problems_of(files: ContentFiles) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentError) as caught:
        files.read()
    return [(p.path.name, p.line, p.message) for p in caught.value.problems]


def test_everything_is_read(tmp_path):
    read = content(tmp_path, entry(), entry("loan")).read()
    assert set(read.entries) == {"grant", "loan"}
    assert set(read.facts) == {"money-001", "money-002"}
    assert set(read.sources) == {"page"}
    assert read.names.ids() == {"ann-lee"}


def test_the_line_of_a_value_or_of_what_holds_it(tmp_path):
    write(tmp_path / "a.yml", {"a": 1, "b": [{"c": 2}, {"c": 3}]})
    document = parse(tmp_path / "a.yml")
    assert document.line("a") == 1
    assert document.line("b", 1, "c") == 4
    assert document.line("b", 1, "lost") == 4
    assert document.line("lost") == 1


def test_an_empty_file(tmp_path):
    (tmp_path / "a.yml").write_text("", "utf-8")
    document = parse(tmp_path / "a.yml")
    assert document.line("id") == 1
    with pytest.raises(ContentError):
        validate(document, Entry)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [1\n", 3, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: !!python/name:os.system\n", 1, "not valid YAML"),
        ("a: \x07", 1, "cannot be read"),
    ],
)
def test_what_is_not_yaml(tmp_path, text, line, message):
    (tmp_path / "a.yml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        parse(tmp_path / "a.yml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message[: len(message)]) == (line, message)
    assert str(problem).startswith(f"{tmp_path / 'a.yml'}:{line}: ")


def test_a_file_that_is_not_text(tmp_path):
    (tmp_path / "a.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="cannot be read"):
        parse(tmp_path / "a.yml")


def test_a_wrong_field_has_its_line(tmp_path):
    files = content(tmp_path, entry(questions=[{"ask": []}], colour="blue"))
    path = tmp_path / "entries" / "money" / "grant.yml"
    found = problems_of(files)
    assert ("grant.yml", line_of(path, "ask:")) in [p[:2] for p in found]
    assert ("grant.yml", line_of(path, "colour:")) in [p[:2] for p in found]


def test_a_missing_field_is_named(tmp_path):
    made = entry()
    del made["review_by"]
    ((file, line, message),) = problems_of(content(tmp_path, made))
    assert (file, line) == ("grant.yml", 1)
    assert message == "review_by: Field required"


def test_all_problems_are_told_at_once(tmp_path):
    files = content(tmp_path, entry(kind="riddle"), entry("loan", review_by="soon"))
    (tmp_path / "facts.yml").unlink()
    assert [p[0] for p in problems_of(files)] == ["grant.yml", "loan.yml", "facts.yml"]


def test_an_id_is_used_once(tmp_path):
    files = content(tmp_path, entry(), entry(topic="other"))
    assert [p[2] for p in problems_of(files)] == ["the id grant is used twice"]

"""The documentation says what there is: every setting, command, address and filter, and no more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from publication.api.filters import PAGING
from publication.api.filtersets import FILTERS
from publication.pages.lists import SHELVES

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "publication", "relations", "events", "desk")
README = (ROOT / "README.md").read_text()
DECISIONS = ROOT / "docs" / "decisions"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DECISIONS.glob("*.md"))]

READERS = {"text", "flag", "number", "required", "choice", "database"}
"""The functions of config/environment.py that read a variable; its name is their first argument."""
SET_BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def code_spans(text: str) -> list[str]:
    """List what stands between single backticks, code blocks apart."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def section(heading: str) -> str:
    """Give the text below a heading, up to the next of the same depth or a higher one."""
    depth = len(heading.split()[0])
    below = README.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{2,{depth}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def rows(heading: str) -> list[list[str]]:
    """Give the rows of a section's tables without their heads."""
    found = [line.strip("|").split("|") for line in section(heading).splitlines() if line.startswith("|")]
    rules = {number for number, cells in enumerate(found) if set("".join(cells)) <= set("-: ")}
    kept = [cells for number, cells in enumerate(found) if number not in rules and number + 1 not in rules]
    return [[cell.strip() for cell in cells] for cells in kept]


# The two commands and the words


@pytest.mark.parametrize("command", ["uv run manage.py demo", "uv run pytest"])
def test_the_two_commands_stand_as_promised(command):
    assert f"```sh\npip install uv && {command}\n```" in README


def test_the_nomenclature_comes_first_and_has_at_most_fifteen_terms():
    headings = re.findall(r"^## (.*)$", README, flags=re.MULTILINE)
    assert headings[0] == "Nomenclature"
    assert 10 <= len(rows("## Nomenclature")) <= 15


# Settings


def variables_read(path: Path) -> Iterator[str]:
    """Find the environment variables that a Python file reads, as text in capitals given to a reader."""
    for node in ast.walk(ast.parse(path.read_text())):
        asked: list[ast.AST] = []
        if isinstance(node, ast.Call):
            reader = ast.unparse(node.func)
            asked = [*node.args[:1]] if reader in READERS or reader.startswith("os.") else []
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            asked = [node.slice]
        for each in asked:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value.isupper():
                yield each.value


def all_variables() -> set[str]:
    files = [ROOT / "manage.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    files += [ROOT / "tests" / "scale.py", *(ROOT / "tests" / "browser").rglob("*.py")]
    read = {name for path in files for name in variables_read(path)}
    compose = re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text())
    return (read | set(compose)) - SET_BY_DJANGO


def test_every_variable_that_is_read_stands_in_the_table_and_no_other():
    assert {"DATABASE_URL", "DATA_DIR", "PORT", "REQUIRE_BROWSER"} <= all_variables()
    told = {name for cells in rows("### Environment") for name in code_spans(cells[0])}
    assert told == all_variables()


# Commands


def our_commands() -> list[str]:
    ours = {config.name for config in apps.get_app_configs() if config.name in ROOMS}
    return sorted(name for name, app in get_commands().items() if app in ours)


def options_of(name: str) -> list[str]:
    """List the options that a command adds to those of every command."""
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    common = BaseCommand().create_parser("manage.py", name)._option_string_actions
    own = parser._option_string_actions
    return [option for option in own if option.startswith("--") and option not in common]


@pytest.mark.parametrize("name", our_commands())
def test_every_command_stands_in_the_table_with_its_options(name):
    told = [
        cells for cells in rows("## Commands") if code_spans(cells[0])[0].split()[:2] == ["manage.py", name]
    ]
    assert len(told) == 1
    assert sorted(span.split()[0] for span in code_spans(told[0][1]) if span.startswith("--")) == sorted(
        options_of(name)
    )


def test_no_command_is_told_of_that_is_not_there():
    told = {name for page in PAGES for name in re.findall(r"manage\.py ([a-z]+)", page.read_text())}
    assert told <= set(get_commands())


def test_every_verb_of_the_justfile_is_told():
    verbs = re.findall(r"^(\w+)(?: [^:=]*)?:(?!=)", (ROOT / "justfile").read_text(), flags=re.MULTILINE)
    public = [verb for verb in verbs if verb != "list"]
    assert len(public) >= 5
    assert set(public) <= set(code_spans(section("## Develop")))


# Addresses


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Walk the URL table, <> for what varies; a converter of fixed words gives one address for each."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver) and each.namespace == "admin":
            yield before + str(each.pattern)
        elif isinstance(each, URLResolver):
            yield from addresses(each, before + str(each.pattern))
        elif isinstance(each, URLPattern) and not str(each.pattern).startswith("^"):
            yield from spelled_out(before + str(each.pattern), each.pattern.converters)


def spelled_out(address: str, converters: dict[str, object]) -> list[str]:
    words = {
        name: getattr(each, "regex", "").replace("\\.", ".").split("|") for name, each in converters.items()
    }
    fixed = next((name for name, each in words.items() if len(each) > 1), None)
    if fixed:
        address = re.sub(rf"<\w+:{fixed}>", "{}", address)
    plain = re.sub(r"<[^>]*>", "<>", address)
    return [plain.format(word) for word in words[fixed]] if fixed else [plain]


def told_addresses() -> set[str]:
    """Read the addresses in the table; <type> stands for each of the words named above it."""
    line = next(line for line in section("### Addresses").splitlines() if line.startswith("`<type>`"))
    types = [span for span in code_spans(line) if not span.startswith("<")]
    spans = {span for cells in rows("### Addresses") for cell in cells[:2] for span in code_spans(cell)}
    singular = {span for span in spans if span.startswith("/desk/")}
    expanded = {span.replace("<type>", word) for span in spans - singular for word in types} | singular
    return {re.sub(r"<[^>]*>", "<>", address) for address in expanded}


def test_every_address_of_the_url_table_is_told_and_no_other():
    assert told_addresses() == set(addresses(get_resolver()))


def test_every_address_in_an_example_is_there():
    examples = re.findall(r"http://127\.0\.0\.1:8000(/[^\s'\"`>?|)]*)", README)
    assert len(examples) > 8
    for path in examples:
        try:
            found = resolve(path)
        except Resolver404:
            pytest.fail(f"{path} is in the README and not in the URL table")
        assert found.func.__name__ != "unknown", path


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_filter_of_a_list_stands_in_its_row(shelf):
    told = [cells[1] for cells in rows("### Filters") if shelf in code_spans(cells[0])]
    assert len(told) == 1
    filters = FILTERS[SHELVES[shelf].type]
    assert sorted(code_spans(told[0])) == sorted(filters.base_filters)
    assert {"ordering", *PAGING, *filters.orderings} <= set(code_spans(section("### Filters")))


# Paths and links


def map_of_the_house() -> list[str]:
    """Read the paths of the map: two spaces of indent stand in the folder above."""
    block = re.search(r"```\n(.*?)```", section("## Map of the house"), flags=re.DOTALL)
    assert block
    paths, above = [], ""
    for line in block[1].splitlines():
        name = line.split()[0]
        above = above if line.startswith(" ") else name
        paths.append(above + name if line.startswith(" ") else name)
    return paths


@pytest.mark.parametrize("path", map_of_the_house())
def test_every_path_of_the_map_is_there(path):
    assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file()


@pytest.mark.parametrize("room", ROOMS)
def test_every_folder_of_code_is_on_the_map(room):
    folders = {f"{path.parent.relative_to(ROOT)}/" for path in (ROOT / room).glob("*/__init__.py")}
    unsaid = {f"{room}/management/", f"{room}/migrations/"}
    assert folders - unsaid <= set(map_of_the_house())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_a_page_names_is_there(page):
    first = "|".join((*ROOMS, "tests", "templates", "docs"))
    named = [span for span in code_spans(page.read_text()) if re.fullmatch(rf"({first})/[\w./-]*", span)]
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", page.read_text()) if "://" not in link]
    missing = [path for path in named if not (ROOT / path).exists()]
    assert missing + [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_stands_in_the_index():
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (DECISIONS / "README.md").read_text()))
    assert linked == {path.name for path in DECISIONS.glob("*.md")} - {"README.md"}
    assert "](docs/decisions/README.md)" in README


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_was_rejected(path):
    if path.stem in ("README", "country-data"):  # the index; and a table of origins, as long as it must be
        return
    text = path.read_text()
    headings = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert headings == ["Context", "Decision", "Rejected", "Consequences"]
    assert len(text.splitlines()) <= 30

# The verbs of everyday work; `just` lists them.

[private]
list:
    @just --list --unsorted

# Install everything the project and its tests need
setup:
    uv sync

# Run the tests, or those named
test *what:
    uv run pytest {{ what }}

# Do all that CI does
check:
    .ci/run

# Put the code into the house's form
format:
    uv run ruff check --fix .
    uv run ruff format .

# Raise every pinned version in pyproject.toml to the newest, also of packages that others bring
pin:
    .ci/pin

# Load the demonstration and serve it on http://127.0.0.1:8000
demo *options:
    uv run manage.py demo {{ options }}

# Measure the desk on 50,000 officials and 100,000 drafts; the first run fills the databases
bench *options:
    uv run python -m bench.desk {{ options }}

# Measure the public record against its limit and its baseline; the first run fills the databases, for an hour or more
bench-record *options:
    uv run python -m bench.record {{ options }}

# Let Lighthouse judge the pages of a running server, http://127.0.0.1:8000 unless --base names another
lighthouse *options:
    uv run python -m bench.lighthouse {{ options }}

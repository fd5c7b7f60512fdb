"""Whether what a bot sends is valid by Discord's own OpenAPI document (3.1, so JSON Schema 2020-12)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_TOLERATED = (
    re.compile(r"(data/)?attachments/\d+/id: \d+ is not of type 'string'"),
    re.compile(r"(\d+/)?default_member_permissions: '\d+' is not of type"),
)
"""Where the document asks for more than Discord itself does: discord.py sends these, and they work."""
_URN = "urn:discord"
_LEAST_SNOWFLAKE = 10**16


class SpecValidator:
    """Does: names what is wrong with a request's body, nothing where it is valid."""

    def __init__(self, path: Path) -> None:
        self._paths: dict[str, Any] = {}
        document = json.loads(path.read_text(encoding="utf-8"))
        self._paths = document["paths"]
        self._registry: Registry[Any] = Registry().with_resource(_URN, DRAFT202012.create_resource(document))
        self._validators: dict[str, Draft202012Validator] = {}
        # Literal segments (@me, @original) win over templates.
        self._templates = [(_pattern(one), one) for one in sorted(self._paths, key=lambda one: one.count("{"))]

    def __call__(self, method: str, path: str, body: Any) -> Iterator[str]:
        """Check one body."""
        template = self._template(method, path)
        if template is None or "requestBody" not in self._paths[template][method.lower()]:
            yield "the document knows no such call with a body"
            return
        for error in self._validator(template, method.lower()).iter_errors(_written(body)):
            problem = _worded(error)
            if not any(pattern.match(problem) for pattern in _TOLERATED):
                yield problem

    def _template(self, method: str, path: str) -> str | None:
        fits = (one for pattern, one in self._templates if pattern.fullmatch(path))
        return next((one for one in fits if method.lower() in self._paths[one]), None)

    def _validator(self, template: str, method: str) -> Draft202012Validator:
        pointer = template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
        where = f"{_URN}#/paths/{pointer}/{method}/requestBody/content/application~1json/schema"
        if where not in self._validators:
            self._validators[where] = Draft202012Validator({"$ref": where}, registry=self._registry)
        return self._validators[where]


def _written(body: Any) -> Any:
    """Write snowflakes as text: Discord takes them as numbers as well, and discord.py sends some so."""
    if isinstance(body, dict):
        return {key: _written(value) for key, value in body.items()}
    if isinstance(body, list):
        return [_written(value) for value in body]
    return str(body) if type(body) is int and body >= _LEAST_SNOWFLAKE else body


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))


def _worded(error: ValidationError) -> str:
    while error.context:  # go down into the alternative that fits best
        error = best_match(iter(_likeliest(error))) or error.context[0]
    where = "/".join(map(str, error.absolute_path)) or "the body"
    return f"{where}: {error.message[-160:]}"


def _likeliest(error: ValidationError) -> list[ValidationError]:
    """Give the errors of the one alternative whose `type` is that of the instance, else of the best."""
    alternatives: dict[object, list[ValidationError]] = {}
    for one in error.context or []:
        alternatives.setdefault(one.schema_path[0], []).append(one)
    fitting = [each for each in alternatives.values() if not any(list(one.path)[-1:] == ["type"] for one in each)]
    return min(fitting or list(alternatives.values()), key=len)

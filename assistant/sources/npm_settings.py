"""
Where npm looks for packages: its `.npmrc` files and npm_config_* variables.

Later wins: computer, user, variables (https://docs.npmjs.com/cli/configuring-npm/npmrc). A scope
(`@name`) may have a registry of its own, and a registry its token. npm itself need not be there.
Not covered: the `.npmrc` of a project, and npm's certificates and proxies.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

REGISTRY = "https://registry.npmjs.org"
_VARIABLE = re.compile(r"\$\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class NpmSettings:
    """The registry of a package, and what its requests must carry."""

    registry: str
    headers: dict[str, str]


def read_npm_settings(environment: Mapping[str, str], package: str) -> NpmSettings:
    """Return the settings that hold for `package`."""
    found: dict[str, str] = {}
    variables = {name.lower(): value for name, value in environment.items()}
    for file in _files(variables, environment):
        found |= dict(_lines(file, environment))
    found |= {
        name.removeprefix("npm_config_"): value
        for name, value in variables.items()
        if name.startswith("npm_config_") and value
    }
    scope = package.partition("/")[0] if package.startswith("@") else ""
    registry = found.get(f"{scope}:registry") or found.get("registry") or REGISTRY
    return NpmSettings(registry.rstrip("/"), _token(found, registry))


def _files(variables: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[Path]:
    prefix = variables.get("npm_config_prefix") or environment.get("PREFIX") or "/usr"
    yield Path(variables.get("npm_config_globalconfig") or Path(prefix, "etc", "npmrc"))
    home = environment.get("HOME") or environment.get("USERPROFILE", "")
    if own := variables.get("npm_config_userconfig"):
        yield Path(own)
    elif home:
        yield Path(home, ".npmrc")


def _lines(file: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return  # it need not be there
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith((";", "#")):
            plain = _VARIABLE.sub(lambda match: environment.get(match[1], match[0]), value)
            yield name.strip(), plain.strip().strip("\"'")


def _token(found: Mapping[str, str], registry: str) -> dict[str, str]:
    """Return the header with the token that is kept for the registry's host, if there is one."""
    parts = urlsplit(registry)
    place = f"//{parts.netloc}{parts.path.rstrip('/')}/"
    token = found.get(f"{place}:_authToken", "")
    return {"Authorization": f"Bearer {token}"} if token else {}

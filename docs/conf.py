"""How Sphinx builds these pages: `python -m sphinx -W -b html docs <folder>` (see quality.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

import isf_core
from isf_core import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "isf_core"
author = "The isf_core maintainers"
copyright = "the isf_core maintainers"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
root_doc = "index"
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "isf_core"

default_role = "code"  # a single backtick in a docstring is code, as it is in these pages
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True, "show-inheritance": True}
autodoc_class_signature = "mixed"


def every_public_name_is_there(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a name at the front door that no page of the API has."""
    found = {name.rpartition(".")[2] for domain in env.domains.sorted() for name, *_ in domain.get_objects()}
    for name in sorted(set(isf_core.__all__) - found):
        logging.getLogger(__name__).warning("%s is public, and no page under docs/api has it", name)


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("env-check-consistency", every_public_name_is_there)

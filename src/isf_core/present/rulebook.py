"""The rule book: docs/rules.md, made from the rules themselves.

>>> from ..rules.catalogue import ALL_RULES
>>> print(rule_section(ALL_RULES["SUR-06"], ()).splitlines()[0])
### SUR-06: the shares in a saving add up to one
"""

from __future__ import annotations

from collections.abc import Sequence

from ..policies import READY
from ..rules.catalogue import ALL_RULES
from ..rules.conflicts import CONFLICTS
from ..rules.engine.definition import Rule
from ..rules.engine.rule_set import RuleSet
from ..rules.policy import Policy
from ..values.sources import Source, Standing

_AREAS = {
    "LIFE": "The life of an arrangement",
    "PTY": "The people",
    "BUD": "The personal budget",
    "CON": "The contract",
    "PLN": "The support plan",
    "FEE": "Management fees",
    "PAY": "Payments",
    "LED": "The account and its statements",
    "SUR": "Surplus",
    "OVR": "Overspend",
    "END": "Termination",
    "ORG": "Who may hold a fund",
    "OUT": "Evidence",
    "SRC": "Conflicts between the sources",
}

_HEAD = """# The rules

This page is made from the rules themselves, and a test keeps it up to date. To make it again:

```text
python -c "from isf_core.present.rulebook import rulebook; print(rulebook(), end='')" > docs/rules.md
```

Each heading is the rule's code and the sentence that is true when all is well. Below it are its force, its standing,
its interpretation (how the library reads an unclear text), its sources, its file in `src/isf_core/`, and the policies
that use it. *must*: the arrangement must not go ahead. *should*: somebody should look. *note*: advice. If a fact that
a rule needs is not recorded, the rule says "cannot tell" and names the fact. Texts that we have not seen are cited by
provision, without their words.

Its *standing* is what it rests on: the law, statutory guidance, the arrangement itself (its own contract, plan and
account against one another), good practice (a national text), or one council's text. A *checklist* rule reads one
recorded fact off; every other sets facts against each other.
"""


def rulebook(rules: RuleSet = ALL_RULES, conflicts: RuleSet = CONFLICTS, policies: Sequence[Policy] = READY) -> str:
    """All rules as a page of Markdown, area by area, with the policies that use them."""
    out = [_HEAD]
    area = ""
    for rule in (*rules, *conflicts):
        here = rule.code.partition("-")[0]
        if here != area:
            area = here
            out.append(f"\n## {_AREAS.get(area, area)} ({area})\n")
        out.append(f"\n{rule_section(rule, policies)}")
    return "".join(out)


def _unseen(source: Source) -> str:
    """What is said of law and guidance that was not seen: it is cited without words."""
    law = source.text.standing in (Standing.LAW, Standing.GUIDANCE)
    return " (text not seen)" if law and not source.words else ""


def rule_section(rule: Rule, policies: Sequence[Policy]) -> str:
    """One rule: code, sentence, force, interpretation, file, source and words, and the policies that use it."""
    kind = f"**{rule.force.value.capitalize()}, {rule.standing.value}{', checklist' if rule.is_checklist else ''}.**"
    lines = [f"### {rule.code}: {rule.sentence}", "", f"{kind} {rule.interpretation}".rstrip()]
    lines += ["", f"- Finds: {rule.message}", f"- To put right: {rule.remedy}"]
    lines += [f"- When: {each.sentence}" for each in rule.when]
    if rule.step is not None:
        lines.append(f"- Step: {rule.step.value}, {rule.step.name.lower().replace('_', ' ')}")
    lines.append(f"- File: `{rule.test.__module__.partition('.')[2].replace('.', '/')}.py`")
    lines += [f"- Source: {source}" + _unseen(source) for source in rule.sources]
    using = [policy.name for policy in policies if rule.code in policy.rules]
    if len(using) == len(policies):
        lines.append("- Policies: all that are ready made")
    else:
        lines.append(f"- Policies: {', '.join(using) or 'none; add it with `policy.plus(*CONFLICTS)`'}")
    if rule.first_day is not None or rule.last_day is not None:
        lines.append(f"- In force: {rule.first_day or 'always'} to {rule.last_day or 'now'}")
    return "\n".join(lines) + "\n"

"""Checks: rules for places and projects that hardly can be right, and what became of their findings."""

from layers.checks.rule import Rule, parameters, rules
from layers.checks.run import Checked, check_authorities, check_project, check_projects, check_touched

__all__ = [
    "Checked",
    "Rule",
    "check_authorities",
    "check_project",
    "check_projects",
    "check_touched",
    "parameters",
    "rules",
]

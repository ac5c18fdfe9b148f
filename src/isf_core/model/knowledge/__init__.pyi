from .view import ArrangementAsKnown, ChangeFrom, as_known

__all__ = ["ArrangementAsKnown", "ChangeFrom", "as_known"]

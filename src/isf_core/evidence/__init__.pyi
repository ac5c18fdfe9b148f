from .accreditation import AccreditationResult, Accredited, QuestionResult, accreditation_result
from .portfolios import Portfolio, Together, portfolio
from .savings import Measure, Saving, per_head, saving
from .survey import SurveyResult, SurveyStatementResult, SurveyThemeResult, compare_answers

__all__ = [
    "AccreditationResult",
    "Accredited",
    "Measure",
    "Portfolio",
    "QuestionResult",
    "Saving",
    "SurveyResult",
    "SurveyStatementResult",
    "SurveyThemeResult",
    "Together",
    "accreditation_result",
    "compare_answers",
    "per_head",
    "portfolio",
    "saving",
]

"""Evidence: surveys, savings, and whether an organisation may hold a fund."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".accreditation": ("AccreditationResult", "Accredited", "QuestionResult", "accreditation_result"),
        ".portfolios": ("Portfolio", "Together", "portfolio"),
        ".savings": ("Measure", "Saving", "per_head", "saving"),
        ".survey": ("SurveyResult", "SurveyStatementResult", "SurveyThemeResult", "compare_answers"),
    },
)

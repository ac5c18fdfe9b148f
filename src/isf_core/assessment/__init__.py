"""The main job: may this arrangement go ahead, and what is paid when? And its receipt, so that you can repeat it."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".main_job": ("assess", "check", "schedule_payments"),
        ".rate_alone": ("schedule_rate",),
        ".receipt": ("Receipt",),
        ".repeated": ("Repeated", "repeat_assessment"),
        ".result": ("Assessment",),
    },
)

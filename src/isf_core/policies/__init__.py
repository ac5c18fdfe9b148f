"""The ready local policies: values only, each number with its source."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".dorset": ("DORSET_AGREEMENT", "DORSET_POLICY"),
        ".flexible": ("FLEXIBLE",),
        ".homecare": ("HOMECARE",),
        ".lancashire": ("LANCASHIRE_POLICY",),
        ".overview": ("OVERVIEW",),
        ".plain": ("PLAIN",),
        ".plain_numbers": (),
        ".ready": ("READY",),
        ".shropshire": ("SHROPSHIRE_POLICY",),
        ".starter": ("STARTER",),
    },
)

"""Reviews, uplifts, changes of plan, and costs that several people share."""

from ..first_use import on_first_use

__getattr__, __dir__, __all__ = on_first_use(
    __name__,
    {
        ".plan_changes": ("ApprovalRoute", "PlanChange", "classify_plan_change"),
        ".reviews": ("ReviewDates", "review_dates"),
        ".shared_costs": (
            "CoreAndFlexi",
            "Shared",
            "SharedSaving",
            "core_and_flexi",
            "pool_parts",
            "share_saving",
            "year_of_block",
        ),
        ".uplift_costs": ("UpliftCost", "UpliftShare", "uplift_cost"),
        ".uplifts": ("Uplift", "Uplifted", "uplift"),
    },
)

from .plan_changes import ApprovalRoute, PlanChange, classify_plan_change
from .reviews import ReviewDates, review_dates
from .shared_costs import CoreAndFlexi, Shared, SharedSaving, core_and_flexi, pool_parts, share_saving, year_of_block
from .uplift_costs import UpliftCost, UpliftShare, uplift_cost
from .uplifts import Uplift, Uplifted, uplift

__all__ = [
    "ApprovalRoute",
    "CoreAndFlexi",
    "PlanChange",
    "ReviewDates",
    "Shared",
    "SharedSaving",
    "Uplift",
    "UpliftCost",
    "UpliftShare",
    "Uplifted",
    "classify_plan_change",
    "core_and_flexi",
    "pool_parts",
    "review_dates",
    "share_saving",
    "uplift",
    "uplift_cost",
    "year_of_block",
]

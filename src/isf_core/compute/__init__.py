"""What follows from what was agreed: settled terms, schedules, explanations."""

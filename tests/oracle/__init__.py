"""A slow oracle for payment schedules, and random arrangements to ask it about."""

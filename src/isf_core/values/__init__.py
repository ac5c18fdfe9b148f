"""The ground: money, rates, dates, cycles, working days, timelines, sources, explanations, tables."""

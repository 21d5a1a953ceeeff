args: why policies/some_days.carve act --scenario "after the year" --full

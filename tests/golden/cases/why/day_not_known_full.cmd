args: why policies/some_days.carve act --scenario "on a day that is not known" --full

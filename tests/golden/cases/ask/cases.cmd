args: ask policies/cases.carve lend --scenario "five after the change"

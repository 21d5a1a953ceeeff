args: check policies/cases_for_nothing.carve

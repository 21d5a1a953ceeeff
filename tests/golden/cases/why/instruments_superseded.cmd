args: why policies/detainers.carve hold --scenario "N9, police: no warrant, a possible match" --full

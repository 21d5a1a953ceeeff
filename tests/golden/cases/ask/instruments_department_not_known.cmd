args: ask policies/detainers.carve hold --scenario "which department it is decides"

args: ask policies/detainers.carve hold --scenario "N9, correction" --format json

args: ask policies/detainers.carve hold --scenario "N9, correction" --without police.two_day

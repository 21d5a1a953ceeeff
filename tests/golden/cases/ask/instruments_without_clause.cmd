args: ask policies/detainers.carve hold --scenario "N9, police: no warrant, a possible match" --without police.two_days

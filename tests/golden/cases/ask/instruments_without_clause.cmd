# P56: knocking out one rule leaves the others
args: ask policies/detainers.carve hold --scenario "N9, police: no warrant, a possible match" --without police.two_days

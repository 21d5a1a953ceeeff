# N9: one act under three departments' rules, each one's word shown.
args: ask policies/detainers.carve hold --scenario "N9, police: no warrant, a possible match"

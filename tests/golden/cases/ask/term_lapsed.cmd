args: ask policies/detainer_hold.carve hold notify --facts policies/detainer_hold_late.json

args: ask policies/detainer_hold.carve hold --facts policies/detainer_hold_in_time.json

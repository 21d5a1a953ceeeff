args: ask policies/detainer_hold.carve hold --format json --facts policies/detainer_hold_in_time.json

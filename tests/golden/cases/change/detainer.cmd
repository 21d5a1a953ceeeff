args: change policies/detainer_hold.carve hold permitted --facts policies/detainer_hold_late.json

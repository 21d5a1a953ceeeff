args: ask policies/exclusion.carve part_of --facts -
stdin: text {"filing": "single", "sale": {"gain": 300000, "owned": 30, "lived_in": 24}, "share": 0}

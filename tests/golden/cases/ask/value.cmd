args: ask policies/exclusion.carve cap excluded whose --facts -
stdin: text {"filing": "joint", "sale": {"gain": 612345.5, "owned": 30, "lived_in": 24}}

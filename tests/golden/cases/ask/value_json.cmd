args: ask policies/exclusion.carve excluded cap exclude part_of --facts - --format json
stdin: text {"sale": {"gain": 300000, "owned": 30, "lived_in": 24}, "share": 0}

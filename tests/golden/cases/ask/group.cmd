args: ask policies/exclusion.carve steps exclude --facts -
stdin: text {"filing": "joint", "sale": {"gain": 12, "owned": 30, "lived_in": 3, "tools_sold": false}}

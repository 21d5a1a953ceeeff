args: ask policies/exclusion.carve cap excluded part_of home --facts -
stdin: text {"sale": {"gain": 612345, "owned": 30}, "share": 0}

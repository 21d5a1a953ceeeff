# P55: a capped, prorated amount with an unproved input; and what is known in part otherwise.
args: ask policies/known_in_part.carve share excluded why home_days --facts -
stdin: text {"sale": {"date": "2018-06-30", "joint": false, "gain": {"at_least": 450000}, "months": {"between": [12, 18]}, "reason": {"one_of": ["health", "employment"]}, "spells": {"known": [], "complete": false}}}

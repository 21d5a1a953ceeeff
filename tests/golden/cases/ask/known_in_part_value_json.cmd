args: ask policies/known_in_part.carve excluded why waiting_ends --facts - --format json
stdin: text {"sale": {"date": "2018-06-30", "joint": false, "gain": {"at_least": 450000}, "months": {"between": [12, 18]}, "reason": {"one_of": ["health", "employment"]}, "last": {"at_least": "2017-01-01"}}}

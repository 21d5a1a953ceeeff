# Every problem with what is known in part, in one run.
args: ask policies/known_in_part.carve exclude --facts -
stdin: text {"sale": {"date": {"between": ["2018-12-31", "2018-01-01"]}, "months": {"one_of": []}, "reason": {"under": "26 USC"}, "gain": {"between": [1]}, "last": {"at_least": 5}, "spells": {"known": []}}}

args: ask policies/known_in_part.carve exclude --facts - --format json
stdin: text {"sale": {"date": {"between": ["2018-01-01", "2018-12-31"]}, "last": {"one_of": [null, "2016-12-31"]}, "months": {"between": [12, 30]}, "reason": {"one_of": ["health", "of_own_choice"]}, "basis": {"under": "26 USC"}}}

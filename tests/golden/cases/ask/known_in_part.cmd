# Facts known in part, told in English: what is known of each, and what would settle it.
args: ask policies/known_in_part.carve exclude excluded home_days --facts -
stdin: text {"sale": {"date": {"between": ["2018-01-01", "2018-12-31"]}, "last": {"at_most": "2016-12-31"}, "months": {"at_least": 24}, "reason": {"one_of": ["health", "of_own_choice"]}, "basis": {"under": "26 USC"}, "spells": {"known": [{"use": "own_home"}], "complete": false}}}

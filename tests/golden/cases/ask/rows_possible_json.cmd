args: ask policies/postage.carve fee premium --facts - --format json
stdin: text {"item": {"kind": "pallet", "weight": {"between": [4, 20]}, "insured": {"at_least": 9000}}}

args: ask policies/postage.carve fee --facts - --format json
stdin: text {"item": {"kind": "parcel", "weight": 7}}

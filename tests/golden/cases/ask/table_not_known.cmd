args: ask policies/postage.carve fee premium --facts -
stdin: text {"item": {"kind": "parcel", "weight": {"between": [20, 60]}}}

# Which rows of a table may still give the value, and on which facts they turn.
args: ask policies/postage.carve fee premium --facts -
stdin: text {"item": {"weight": {"between": [4, 20]}, "insured": {"at_least": 9000}}}

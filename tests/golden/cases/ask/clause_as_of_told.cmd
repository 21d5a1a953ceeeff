# A date told from outside takes the place of every governing date.
args: ask policies/clause_as_of.carve fine --facts policies/clause_as_of.json --as-of 2020-06-01

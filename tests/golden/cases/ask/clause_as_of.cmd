# A clause with a governing date of its own is not in force on it, and its condition reads the value of its day.
args: ask policies/clause_as_of.carve --facts policies/clause_as_of.json

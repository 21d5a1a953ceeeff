# A list of members of a closed type, a parameter with a history.
args: why policies/mutate.carve park --facts -
stdin: text {"request":{"day":"2021-01-01","kind":"trader","hours":3,"paid":"2021-01-01","fines":[],"waived":false}}

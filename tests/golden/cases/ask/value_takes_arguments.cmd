args: ask policies/exclusion.carve long_enough --facts -
stdin: text {}

args: needs policies/exclusion.carve cap excluded --facts -
stdin: text {}

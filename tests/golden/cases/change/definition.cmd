args: change policies/exclusion.carve cap permitted --facts -
stdin: text {}

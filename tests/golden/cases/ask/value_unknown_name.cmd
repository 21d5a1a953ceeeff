args: ask policies/exclusion.carve caps --facts -
stdin: text {}

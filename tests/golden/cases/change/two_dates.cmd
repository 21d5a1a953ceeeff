args: change policies/two_dates.carve act permitted --facts -
stdin: text {}

args: ask --facts -

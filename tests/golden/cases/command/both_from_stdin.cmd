args: ask - --facts -

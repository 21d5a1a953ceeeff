args: help change

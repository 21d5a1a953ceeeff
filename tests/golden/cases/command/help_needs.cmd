args: help needs

args: check policies

args: check policies/two_files/two_files.carve

args: check policies/manual_names.carve.md --format json

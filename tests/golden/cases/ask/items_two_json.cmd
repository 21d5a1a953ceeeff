args: ask policies/items.carve "disclose(address, dna)" --scenario "nothing is known of the asking" --format json

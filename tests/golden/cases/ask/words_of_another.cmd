args: ask policies/layered.carve notify --scenario "local law stands in the way"

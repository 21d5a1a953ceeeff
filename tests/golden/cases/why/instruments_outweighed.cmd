args: why policies/detainers.carve disclose --scenario "P57: what one permits another forbids"

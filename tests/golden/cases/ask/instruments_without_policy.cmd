# P56: what remains where a whole law falls; what it displaced stands again.
args: ask policies/detainers.carve disclose --scenario "P57: one is silent on status, and another bans it" --without privacy_order --without detainers

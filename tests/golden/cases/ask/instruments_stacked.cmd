# P57: one is silent, and another bans it.
args: ask policies/detainers.carve disclose --scenario "P57: one is silent on status, and another bans it"

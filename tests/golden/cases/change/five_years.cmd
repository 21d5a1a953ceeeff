# The border of the five years, on either side; an entry more; two facts together.
args: change ../../examples/policies/nyc/guidance.carve share_information permitted --facts ../../examples/policies/nyc/facts/exactly-five-years.json

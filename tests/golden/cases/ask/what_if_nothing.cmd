args: ask ../../examples/policies/nyc/guidance.carve share_information --facts ../../examples/policies/nyc/facts/exactly-five-years.json --what-if "request.task_force is other"

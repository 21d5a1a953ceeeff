args: "" check

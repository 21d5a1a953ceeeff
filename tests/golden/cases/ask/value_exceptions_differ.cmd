args: ask policies/values_that_differ.carve fee enrol --facts -
stdin: text {"applicant": {"resident": false, "student": true, "waived": true}}

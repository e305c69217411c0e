"""The domain without input or output: journeys, rules, programs, time, problems."""

"""The pages of the checks: what is unsettled, and each finding side by side."""

"""A bulletin comes in: results of rounds that the city scored and ranked."""

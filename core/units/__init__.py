"""Units and what happens to them: the list, changes with a day and a reason, how they stood on earlier days."""

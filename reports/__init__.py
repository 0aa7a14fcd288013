"""Reports that write themselves from the records: the year's summary (年度总结) and the monthly report (月报)."""

"""Files that go out: tables for Excel, official papers and other text in Word."""

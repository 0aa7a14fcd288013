"""Lists that go out to Excel and come back: one declaration of columns serves the export and the import."""

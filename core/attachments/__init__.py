"""What hangs on a record: photos and papers, stored, given out, and dropped when nothing shows them."""

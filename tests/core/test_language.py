"""How an English sentence on a Chinese page is found; test_access_matrix.py looks for them on every page, as everybody."""

from tests.core.spoken import english_in


def test_the_rule_sees_a_sentence_and_lets_words_pass():
    assert english_in("<p>整改 Something went wrong here</p>")
    assert english_in('<button aria-label="Close this page"></button>')
    assert not english_in("<p>导出 Excel 文件，CSV</p><script>let a = not shown here</script>")

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB #
 #

BBBBB BBBBB
XXXXXXXX XXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'What is needed') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XX XXXXXXXXXXXX XXXXXX gettext(u"A name and a kind are enough to begin with. What isn't known stays empty: an empty amount is unknown, not zero.") XXXX
    XX XXXXXXXXXXXXXX gettext(u"Then come the plan by month and the money; the stages are taken one after the other on the project's page.") XXXX
  XXXXXX
XXXXXXXXXX
BBBBBBBB

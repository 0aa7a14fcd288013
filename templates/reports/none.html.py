BBBBBBB BBBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Annual summary') BBBBBBBB
BBBBB BBBBBBBBB
BB BBBBBBBBB _("Annual summary") BBBB BBBBB gettext(u'Monthly report %(year)s-%(month)s') SSSSSSS SSSSSS SSSSSSSSSSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'Annual summary %(year)s') SSSSSS SSSSSSS SSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXXX
  BB BBBBBBBBB
     _("Summaries stand here once they are final")  _("The office writes them; until then they are drafts.") 
  BBBB
    BB BBBBBBBBBBBBBB BB BBBBBBBB
      XXXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXBBBB BBBBBBXXXXX gettext(u'The writing broke off. Try again, or ask the administrator.') XXXXXXXXXXXX
    BBBBB
     _("This report isn't written yet")  _("It is written from the records: every figure with its source, what is missing as a marked blank. You can edit it afterwards.") 
    BB BBBBBBBBB
      XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBB BBBBX XXXXXXXXXXXXXXXXXX XXXXXX
        BBBBBBBBBBXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX
        XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Write it from the records') XXXXXXXXX
      XXXXXXX
    BBBBB
  BBBBB
XXXXXXXXXX
BBBBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Standards') BBBBBBBB
BBBBB BBBBBBB gettext(u'Standards') BBBBBBBB
BBBBB BBB gettext(u'What is judged and how; a version that a round used is never changed.') BBBBBBBB
BBBBB BBBBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB
BB BBBBBBBBB
  XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXBBBB BBBBBBBB gettext(u'Import') XXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBXXBBBB BBBBBB gettext(u'New standard') XXXX
BBBBB
BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Standards, each with version, number of items and use') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Name") 
      XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Version') XXXXX
      XXX XXXXXXXXXXXX gettext(u'State') XXXXX
      XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Items') XXXXX
      XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Rounds') XXXXX
      XXX XXXXXXXXXXXX gettext(u'Aggregation') XXXXX
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBBBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXX
          XXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX
        XXXXX
        XXX XXXXXXXXXXXX gettext(u'Version') X XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'State') XX
          BB BBBBBBBBBBBBBBBBBB
             _("Frozen") 
          BBBB
             _("Can be changed") 
          BBBBB
        XXXXX
        XXX XXXXXXXXXXXX gettext(u'Items') X XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Rounds') X XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Aggregation') XXXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BB BBBBBBBBB
  BBB BBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBB
   _("The standards stand here")  _("Write the first one, or read it from an Excel file under 'Import'.")  _("New standard") 
BBBB
   _("The standards stand here")  _("The campaign office has not entered one yet.") 
BBBBB
BBBBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Removed records') BBBBBBBB
BBBBB BBBBBBBBB
XXXXXXX XXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXXXXXX
    XXXX gettext(u'Removed records') XXXXX
    XX XXXXXXXXXXXXXXXXXXXXXXX gettext(u'The latest first. What is brought back stands where it stood.') XXXX
  XXXXXX
XXXXXXXXX
BBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'List') XX
  BB BBBB
    XXXX XXXXXXXXXXXXXXXXX
      XXXXXX XXXXXXXXXX XXXXXXXXXXXX
        XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Removed records') XXXXXXXXXX
        XXXXXXX
          XXXX
            XXX XXXXXXXXXXXX gettext(u'Record') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Kind') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Removed') XXXXX
            XXX XXXXXXXXXXXX gettext(u'By') XXXXX
            XXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Bring back') XXXXXXXXXXXX
          XXXXX
        XXXXXXXX
        XXXXXXX
          BBB BBB BB BBBB
            XXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXXXX gettext(u'Kind') XXXXXXX
              XXX XXXXXXXXXXXX gettext(u'Removed') XXFFFFFFFFFFFXXXXX
              XXX XXXXXXXXXXXX gettext(u'By') XXFFFFFFFFFFFXXXXX
              XXXX
                XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBBBXX
                  BBBBBBBBBB
                  XXXXXXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXBBBB BBBBBBBBB gettext(u'Bring back') XXXXXXXXX
                XXXXXXX
              XXXXX
            XXXXX
          BBBBBB
        XXXXXXXX
      XXXXXXXX
    XXXXXX
  BBBB
     _("Nothing was removed lately")  _("Records that are removed stand here for a while.") 
  BBBBB
XXXXXXXXXX
BBBBBBBB

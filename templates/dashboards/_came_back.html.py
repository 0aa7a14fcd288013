 #

XXXXXXXX XXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'Problems that came back') XXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX
       gettext(u'within %(n)s days') 
        SSSSSS SSSSS SSSS
      
    XXXXXXX
    BB BBBBBBBBB
      XXXX XXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    BBBBB
  XXXXXX
  BB BBBBBBBBB
    XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX
      XXXXXX XXXXXXXXXXXX
        XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Problems that came back') XXXXXXXXXX
        XXXXXXX
          XXXX
            XXX XXXXXXXXXXXX gettext(u'Unit') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX pgettext(u'problems', u'Judged') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX pgettext(u'problems', u'Came back') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Share') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXX gettext(u'Last year') XXXXX
          XXXXX
        XXXXXXXX
        XXXXXXX
          BBB BBBB BB BBBBBBBBB
            XXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXX XXXXXXXXXXXXXXXX
            XXXXX
          BBBBBB
        XXXXXXXX
      XXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX gettext(u'Judged are problems closed long enough ago; one came back when a new one was found at the same point and item.') XXXXXX
  BBBB
     _("Nothing to judge yet")  _("A closed problem is judged once the days in which it may come back have passed.") 
  BBBBB
XXXXXXXXXX

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB #
 #

BBBBB BBBBBBBBBBBBB gettext(u'The round') BBBBBBBB
BBBBB BBBBBBBBB
BB BBBBBBBBBBBBBB
  XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX
      XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXX gettext(u'Not in the dictionary') XXXXX
      XXXXX XXXXXXXXXXXXXXXXXXXX
         ngettext(u'%(n)s row', u'%(n)s rows', count) 
          SSSSS SSS
        
          PPPPP PPPP
        
      XXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXX
      XXXXXX XXXXXXXXXX XXXXXXXXXXXX
        XXXXXXX
          XXXX
            XXX XXXXXXXXXXXX gettext(u'Name in the form') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Row numbers') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Entry of the dictionary') XXXXX
          XXXXX
        XXXXXXXX
        XXXXXXX
          BBB BBBBBBBB BB BBBBBBBBBBBBBB
            XXXX
              XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Name in the form') XXXXXXX
              XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Row numbers') XXFFFFFFFFXXXXX
              XXX XXXXXXXXXXXX gettext(u'Entry of the dictionary') XX
                XXXXXXX XXXXXXXXXXXXXXXXXXX
                        XXXXXXXXXXXXX
                        XXXXXXXXXXXX gettext(u'Entry for %(name)s') SSSSS SSS SSSSSSSSXX
                  BB BBB BBBBBBBBBBBBBBBBB
                    XXXXXXX XXXXXXXXX gettext(u'Choose') XXXXXXXXX
                  BBBBB
                  BB BBBBBBBBBBBBBBBBB
                    XXXXXXX XXXXXXXXBB BBBBBBBBBBBBBBB BB BBBBBBBBBBBBBBBBB XXXXXXXXBBBBBX
                       gettext(u'%(entry)s (nearest)') 
                        SSSSSSSSS SSSSSSSSS
                      
                    XXXXXXXXX
                  BBBBB
                  BBB BBBBB BB BBBBBBBBBBBBBBBBBBBBBBBB BBBBB BB BBBBBBBBBBBBBBBBBXXXXXXX XXXXXXXXBB BBBBBBBBBBBBBBB BB BBBBB XXXXXXXXBBBBBXXXXXXXXXXBBBBBBBBBBB
                  XXXXXXX XXXXXXXXXBB BBBBBBBBBBBBBBB BB BBB XXXXXXXXBBBBBX gettext(u'None of these: an item of its own') XXXXXXXXX
                XXXXXXXXX
              XXXXX
            XXXXX
          BBBBBB
        XXXXXXXX
      XXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX gettext(u"The item keeps the form's name; the entry of the dictionary is kept beside it.") XXXXXX
  XXXXXXXXXX
BBBBB
BBBBBBBB
BBBBB BBBBBB
BB BBBBBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBB
BBBBB
BBBBBBBB

 #
 #

BB BBBBBBBB
  XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX
      XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Rows that cannot be taken') XXXXX
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
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Row') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Column') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Value') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Why') XXXXX
          XXXXX
        XXXXXXXX
        XXXXXXXBBB BBB BB BBBBBBBBBBBBBBBBBBBBBXXXXXXX XXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Row') XXXXXXXXXX XXXXXXXXXXXX gettext(u'Column') XXXXXXXXXX XXXXXXXXXXXX gettext(u'Value') XXFFFFFFFFFFFXXXXXXXX XXXXXXXXXXXX gettext(u'Why') XXXXXXXXXXXXBBBBBBXXXXXXXX
      XXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX
      BB BBBBB B BBB
         gettext(u'The first 100 are shown.') 
      BBBBB
       gettext(u'Nothing is imported while a row cannot be taken. Correct the file and upload it again.') 
    XXXXXX
  XXXXXXXXXX
BBBBB

 #

XXXXXXXX XXXXXXXXXXXXXBB BBBBBBBBBBBBBBBBB XXXXXXXXXFFFXBBBBBX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX
      BB BBBBB
        
      BBBB
         gettext(u'For periods from %(day)s') 
          SSS SSSSSSS SSSS SSSSSSS
        
      BBBBB
    XXXXX
    BB BBBBBBBBBB BB BBBBBBBBBB
       _("in force") 
    BBBBB
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXX XXXXXXXXXXXXXX
      XXXX gettext(u'On time means') XXXXX
      XXXX
        
      XXXXX
      XXXX gettext(u'Suspended tasks') XXXXX
      XXXX
        BB BBBBBBBBBBBBBBBBBBBBBBBBBBB
           gettext(u'are not due') 
        BBBB
           gettext(u'are due') 
        BBBBB
      XXXXX
      XXXX gettext(u'Tasks of an authority outside the town') XXXXX
      XXXX
        BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
           gettext(u'are not due') 
        BBBB
           gettext(u'are due') 
        BBBBB
      XXXXX
      XXXX gettext(u'Come back means') XXXXX
      XXXX
         ngettext(u'found again within %(days)s day of the closing', u'found again within %(days)s days of the closing', count) 
          SSSSS SSSSS SSSSSS SSSSSSSS SSS SS SSS SSSSSSS
        
          PPPPP PPPPP PPPPPP PPPPPPPP PPPP PP PPP PPPPPPP
        
      XXXXX
      XXXX gettext(u'No percentage below') XXXXX
      XXXX
         ngettext(u'%(n)s task', u'%(n)s tasks', count) 
          SSSSS SSSS
        
          PPPPP PPPPP
        
      XXXXX
      BB BBBBBBBBBBBB
        XXXX gettext(u'Why') XXXXX
        XXXX
          
        XXXXX
        XXXX gettext(u'Made by') XXXXX
        XXXX
          X FFFFFFFFFFFFFFFF
        XXXXX
      BBBBB
    XXXXX
  XXXXXX
XXXXXXXXXX

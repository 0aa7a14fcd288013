 #

BB BBBBBBBBB BB BBBBB
   _("held") 
BBBB BBBBBBBBB BB BBBBBBBB
   _("missed") 
BBBB
   _("due") 
BBBBB

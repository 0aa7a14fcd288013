BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #
 #

BBBB BBBBBB BBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBFFFFFFFBBBBBBBB
BBBBB BBBBBBBB
XXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBBBBBXX
BBBBBBBB
BBBBB BBBBBB
 _("Working calendar") 
BBBBBBBB
BBBBB BBBBBBBFFFFFFF FFFFFFFFBBBBBBBB
BBBBB BBB
XX XXXXXXXXXXXXXXXXXXXXXXX
  BB BBBBBBBBBBBBBB gettext(u'working day') BBBB gettext(u'free') BBBBBBB BBBBBBB X BBBBBBB BBBBBBBBBBBBB X  gettext(u'corrected by the office') BBBB BBB BBBBBBBB X  gettext(u'holidays of this year are not known yet') BBBBB
XXXX
BBBBBBBB
BBBBB BBBBBB
XXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXXX
  BBBB BBBBBBBBBB
  XXXXX
    BB BBBBB
      XX XXXXXXXXXXXXXXX
         ngettext(u'%(n)s open deadline will move:', u'%(n)s open deadlines will move:', count) 
          SSSSS SSSS SSSSSSSS SSSS SSSSS
        
          PPPPP PPPP PPPPPPPPP PPPP PPPPP
        
      XXXX
      XXX XXXXXXXXXXXXXXXXXX
        BBB BBB BB BBBBBB
          XXXXXX XXXXXXXXXXXXXXXXXXFFFFFFFFFFF X XXXFFFFFFFFFFFXXXXXXXXXXXXXXXX
        BBBBBB
        BB BBBB
          XXX XXXXXXXXXXXXXX
             ngettext(u'and %(n)s more', u'and %(n)s more', count) 
              SSS SSSSS SSSS
            
              PPP PPPPP PPPP
            
          XXXXX
        BBBBB
      XXXXX
    BBBB
      XXX gettext(u'No open deadline will move.') XXXX
    BBBBB
  XXXXXX
XXXXXX
FFFFFF
BBBBBBBB
BBBBB BBBBBB
BB BBBBBB
   gettext(u'Make it a working day') 
BBBB
   gettext(u'Make it a free day') 
BBBBB
BBBBBBBB
BBBBB BBBBBBBBBBBBBB
BBBBB BBBBB
XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX gettext(u'Which deadlines move') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXX XXXXX XXXXX XXXXXXXXXXXXXXX
    XXX gettext(u"Open ones that the calendar made: counted anew from the task's own start with its own limit.") XXXX
    XXX gettext(u'A deadline that a person set (an extension) or that a pause moved stays; so do natural days.') XXXX
    XXX gettext(u'No deadline moves into the past: it then stays where it is. Turning the day back moves them back.') XXXX
    XX XXXXXXXXXXXXX gettext(u'Each move stands in the trail of its task, and its unit is told.') XXXX
  XXXXXX
XXXXXXXXXX
BB BBBBBBBBBBBBB
  XXXXXXXX XXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXXXXXXXX XXXXXXX gettext(u"Turning it takes the office's correction away: the published calendar holds again.") XXXXXX
  XXXXXXXXXX
BBBBB
BBBBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Supervision orders') BBBBBBBB
BBBBB BBBBBBB gettext(u'Supervision orders') BBBBBBBB
BBBBB BBB
 ngettext(u'%(n)s order, those that wait for a signature first', u'%(n)s orders, those that wait for a signature first', count) 
  SSSSS SSSSSS SSSSS SSSS SSSS SSS S SSSSSSSSS SSSSS

  PPPPP PPPPPPP PPPPP PPPP PPPP PPP P PPPPPPPPP PPPPP

BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Supervision orders, each with unit, cause, state and the day of the answer') XXXXXXXXXX
  XXXXXXX
    XXXX
      XXX XXXXXXXXXXXX gettext(u'Problem') XXXXX
       _("Responsible unit") 
      XXX XXXXXXXXXXXX gettext(u'Cause') XXXXX
      XXX XXXXXXXXXXXX gettext(u'State') XXXXX
       _("Drafted") 
       _("Answer by") 
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXX
          XXXXXXX XXXXXXXXXXXXXXXXXX
                  XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX X XXXXXXXXXXXXX
        XXXXX
        XXX XXXXXXXXXXXX gettext(u'Responsible unit') XXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Cause') XXXXXXX
        XXX XXXXXXXXXXXX gettext(u'State') XXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXX
        XXX XXXXXXXXXXXX gettext(u'Drafted') X XXXXXXXXXXXXXXXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Answer by') X XXXXXXXXXXXXXXXFFFFFFFXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
 _("Supervision orders stand here")  _("There are none. One is drafted when a task is overdue by as long again as its limit, or failed its recheck again and again; the office may draft one on the page of a task.") 
BBBBBBBB

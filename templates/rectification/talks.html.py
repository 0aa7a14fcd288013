BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #

BBBBB BBBBB gettext(u'Talks with units') BBBBBBBB
BBBBB BBBBBBB gettext(u'Talks with units') BBBBBBBB
BBBBB BBB gettext(u'Proposed when a unit misses several deadlines in a row. About units, never about a person.') BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Talks, each with unit, state and day') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Unit") 
      XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Tasks concerned') XXXXX
      XXX XXXXXXXXXXXX gettext(u'State') XXXXX
       _("Proposed") 
      XXX XXXXXXXXXXXX gettext(u'Held on') XXXXX
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXX
          XXXXXXX XXXXXXXXXXXXXXXXXX
                  XXXXXXXXXXXXBB BBBBBBBBBXXXXX XXXXXXXXXXXXXXXXXFFFFFFFFFFFFFFFFXXXXXXXBBBBBXXXXXX
        XXXXX
        XXX XXXXXXXXXXXX gettext(u'Tasks concerned') X XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'State') XXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXX
        XXX XXXXXXXXXXXX gettext(u'Proposed') X XXXXXXXXXXXXXXXFFFFFFFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'Held on') X XXXXXXXXXXXXXXXFFFFFFFXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
 _("Talks with units stand here")  _("There are none. One is proposed when a unit misses several deadlines in a row; a deadline met in between breaks the row.") 
BBBBBBBB

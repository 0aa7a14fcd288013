BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBB gettext(u'Rewards and penalties by rule') BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BB BBBB
 _("Rewards and penalties")  _("Cleaning teams") 
BBBBBBBB
BBBBB BBBBBBB gettext(u'Rewards and penalties by rule') BBBBBBBB
BBBBB BBB
 ngettext(u'%(n)s entry, the newest assessment first', u'%(n)s entries, the newest assessment first', count) 
  SSSSS SSSSSS SSS SSSSSS SSSSSSSSSS SSSSS

  PPPPP PPPPPPPP PPP PPPPPP PPPPPPPPPP PPPPP

BBBBBBBB
BBBBB BBBBBBB
XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBXXBBBB BBBBBBBBB gettext(u'The rule') XXXX

BBBBBBBB
BBBBB BBBBB
BB BBBBBB
  XXXXXXXX XXXXXXXXXXXX XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXXXXXXXXXX
      XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Confirmed in all, by team') XXXXX
      XXXXX XXXXXXXXXXXXXXXXXXXX gettext(u'of what the filter shows') XXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXXXX
      XXXXXX XXXXXXXXXX XXXXXXXXXXXX
        XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Sums of confirmed rewards and penalties, by team') XXXXXXXXXX
        XXXXXXX
          XXXX
            XXX XXXXXXXXXXXX gettext(u'Cleaning team') XXXXX
            XXX XXXXXXXXXXXX gettext(u'Amounts in') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Rewards') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Penalties') XXXXX
            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Together') XXXXX
          XXXXX
        XXXXXXXX
        XXXXXXX
          BBB BBB BB BBBBBB
            XXXX
              XXX XXXXXXXXXXXXXXXXX
              XXX XXXXXXXXXXXX gettext(u'Amounts in') XXXXXXX
              XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Rewards') XXFFFFFFXXXXX
              XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Penalties') XXFFFFFFXXXXX
              XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Together') XXXXXFFFFFFXXXXXXXXX
            XXXXX
          BBBBBB
        XXXXXXXX
      XXXXXXXX
    XXXXXX
  XXXXXXXXXX
BBBBB
BBBBBBBB
BBBBB BBBBB
XXXXXX XXXXXXXXXX XXXXXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Rewards and penalties of cleaning teams, each with round, score and state') XXXXXXXXXX
  XXXXXXX
    XXXX
       _("Cleaning team") 
       _("Round") 
      XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Score') XXXXX
       _("By the rule") 
      XXX XXXXXXXXXXXX gettext(u'State') XXXXX
    XXXXX
  XXXXXXXX
  XXXXXXX
    BBB BBBBBB BB BBBBBBBBBBB
      XXXX
        XXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'Round') XXXX XXXXXXXXXXXXXXXXX
        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Score') XXFFFFFXXXXX
        XXX XXXXXXXXXXXX gettext(u'By the rule') XXXXXXXXXXXXXX
        XXX XXXXXXXXXXXX gettext(u'State') XXXXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXXBBBBBXXXXXXXXXXX
      XXXXX
    BBBBBB
  XXXXXXXX
XXXXXXXX
BBBBBBBB
BBBBB BBBBB
BBB BBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBB
 _("Rewards and penalties of cleaning teams stand here")  _("They are worked out by the rule when an assessment is published, and confirmed by the campaign office.")  _("To the rule") 
BBBBBBBB

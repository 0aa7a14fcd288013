BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBBBBBB
 #
 #
 #
 #

BBBBB BBBBB gettext(u'The draw') BBBBBBBB
BBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBB BBBBBBBBBB BB BB
 _("The draw") 
BBBBBBBB
BBBBB BBBBBBB gettext(u'Draw points by lot') BBBBBBBB
BBBBB BBBXX XXXXXXXXXXXXXXXXXXXXXXXXXXXBBBBBBBB
BBBBB BBBBBBBB BBB BBBBBBBXXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXXBBBB BBBBBBXXXXX gettext(u'Points are drawn while a round is a draft and nothing is assigned in it.') XXXXXXXXXXXXBBBBBFFFFFFBBBBBBBB
BBBBB BBBBBB gettext(u'Fix the terms and publish the hash') BBBBBBBB
BBBBB BBBBBBBBBBBBBB
BBBBB BBBBB
XXXXXXXX XXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'How it goes') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXX XXXXXXXXXXXX
      XXXX gettext(u'You fix the terms. The system makes a secret seed and publishes its hash: from now on neither can be changed.') XXXXX
      XXXX gettext(u'You draw. The points are assigned evenly; nobody gets a point of the own unit.') XXXXX
      XXXX gettext(u'With the results the seed is published. Anybody can repeat the draw and see that it was not steered.') XXXXX
    XXXXX
  XXXXXX
XXXXXXXXXX
BBBBBBBB

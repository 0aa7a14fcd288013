BBBBBBB BBBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBBB BBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBB BB BBBB gettext(u'My inspections') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXXX
   gettext(u"This round is '%(state)s': no sheet can be filled in") 
    SSSS SSSSS SS SSSSSSSSSSSS SS SSSSS SSS SS SSSSSS SS
  
  BB BBBBB
     gettext(u'Your draft is kept. Ask the campaign office whether the round is opened again.') 
  BBBB
     gettext(u'Ask the campaign office when the round is opened.') 
  BBBBB
  BBB BBBBBBBBBBBBBBBBBB BB BBBB gettext(u'Back to my points') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB
  BB BBBBBBBBBBB BB BBBBBBBB
    XX XXXXXXXXXXXXXXXXXX XXXXX XXXXXXX
       gettext(u'Visited before it was closed? What is on this phone can still be handed in; it counts when the campaign office accepts it.') 
      XX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBB BBBBBBBBXXXXXXXXXXXXXXXXXXXXX gettext(u'Hand in a late sheet') XXXX
    XXXX
  BBBBB
XXXXXXXXXX
BBBBBBBB

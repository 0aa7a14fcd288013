BBBBBBB BBBBBBBBBBBBBBBBBBBBB #
 #
 #
 #

BBBB BBBBBB
BBBBB BBBBB
 gettext(u'Draw number %(n)s') 
  SSSS SSSSSS SSSSS

BBBBBBBB
BBBBB BBBBBBBB
XXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBXX
BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BB BBBB gettext(u'Draws') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBB
 gettext(u'Draw number %(n)s') 
  SSSS SSSSSS SSSSS

BBBBBBBB
BBBBB BBBXX XXXXXXXXXXXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBB BB BBBBBBBBBXX XXXXXXXXXXXXBBBB gettext(u'Which round and which points it is for stands here once the results are published.') BBBBBXXXXBBBBBBBB
BBBBB BBBBBBB
XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBXXBBBB BBBBBBBBBB gettext(u'As a file (JSON)') XXXX
BBBBBBBB
BBBBB BBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'How to repeat it') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXX
      XXXX gettext(u'Check the seed: its SHA-256 must be the hash that stood here before the draw.') XXXXXXXXXXXXXXXXX XXXX XBB BBBBBBBBBBBBBBBBBBBBXBBBBBX X XXXXXXXXXXXXXXXXXXXXXXXXXXX
      XXXX gettext(u"Check the list: 'parameters' of the file as JSON with sorted keys and without spaces, UTF-8, must have the second hash.") XXXXXXXXXXXXX XXXX XXXXXXXXXXX XXXXXXXXXX X XXXXXXXXXXXXXXXXXXXXXXXXXXX
      XXXX gettext(u'A ticket is the HMAC-SHA256 of some words, joined by line feeds, with the seed as key. For a point the words are: visit, point, its code; for a unit: visit, unit, its name; for a kind in a unit: visit, kind, unit, kind. Smaller tickets come first.') XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXX X XXXXXXX XXXX XXXXXXX XXXXX XXXXXXXXXXXXXXXXXXXXXX
      XXXX gettext(u'First each stratum, in the order of its name, gets the least number; then the lot goes on to its size. The next point is of a unit with the fewest points so far, in it of the kind with the fewest so far, and has the smallest ticket; the smaller ticket of the unit or the kind decides between equals.') XXXXX
      XXXX gettext(u"Points scored twice are drawn from the lot in the same way, with the word 'twice' instead of 'visit'. Inspectors have numbers, in the order of the tickets of 'inspector' and the number. Points that fewest may visit are given out first; each goes to whoever may visit it and has the fewest so far.") XXXXX
    XXXXX
    XX XXXXXXXXXXXX XXXXXXX
       gettext(u'On the server, one command does all of it: manage.py repeat_draw %(id)s') 
        SS SSS SSSSSSS SSS SSSSSSS SSSS SSS SS SSS SSSSSSSSS SSSSSSSSSSS SSSSSS
      
    XXXX
  XXXXXX
XXXXXXXXXX
BB BBBBBBBBBBBBBBBB
   _("By unit") 
   _("By kind") 
BBBBB
BBBBBBBB
BBBBB BBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB

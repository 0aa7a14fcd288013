 #
 #
 #
 #

XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Closer') X XXXXXXXXXXXXXXX gettext(u'Further away') X XXXXXXXXXXXXX gettext(u'Corner {n}') X XXXXXXXXXXXX gettext(u'corners: {n}') X XXXXXXXXXXXXX gettext(u'The point is set') X XXXXXXXXXXX gettext(u'Nothing drawn yet') X XXXXXXXXXXXXXXXXX gettext(u'The rows cannot be read as places yet.') X XXXXXXXXXXXX gettext(u'It has several parts: it is shown here as it is. Clear it to draw anew.') X XXXXXXXXXXX gettext(u'Take {size} as the quantity') X XXXXXXXXX gettext(u'km') X XXXXXXXX gettext(u'm') X XXXXXXXXX gettext(u'm²') XX
XXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXBB BBB BBBBBB XXXXBBBBBX
  XXXXXXXXX gettext(u'Draw on the map')  XXXXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXXX
    BB BBBBBBBBBBBB B B
      XXXX XXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What is drawn') XX
        BB BBBBBBB BB BBBBB
          XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX pgettext(u'on the map', u'Point') XXXXXXXXX
        BBBBB
        BB BBBBBB BB BBBBB
          XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXX pgettext(u'on the map', u'Line') XXXXXXXXX
        BBBBB
        BB BBBBBB BB BBBBB
          XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXX pgettext(u'on the map', u'Area') XXXXXXXXX
        BBBBB
      XXXXXX
    BBBBB
    XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXBBBB BBBBBBBB pgettext(u'on the map', u'Draw') XXXXXXXXX
    XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXBBBB BBBBBBBB gettext(u'Undo') XXXXXXXXX
    XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXBBBB BBB pgettext(u'a drawing', u'Clear') XXXXXXXXX
    XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXBBBB BBBBBBBBBBB gettext(u'Set at the cross') XXXXXXXXX
    XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXXXXXXXXXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXXXXXX XXXXXXXXXXX
         XXXXXXXXXXXX
         XXXXXXXXXXXXXXXXXX
         XXXXXXXXXXXX gettext(u'Map: the arrow keys move it below the cross, Enter sets a corner, Backspace takes the last one back, plus and minus change the scale.') X
         XXXXXXXXXXXXXXX
    XXXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXX
  XX XXXXXXXXXXXXXXXXXX gettext(u'Press on the map to set corners; drag a corner to move it. By keyboard: the arrow keys move the map below the cross (with Shift a little), Enter sets a corner, Backspace takes the last one back.') XXXX
XXXXXXXXXX
XX XXXXXXXXXXXXXXXXXX
  BB BBBBBBBBBBBB BB B BBB BBBBBBB BB BBBBB
     gettext(u'Latitude, longitude (WGS-84).') 
  BBBB
     gettext(u'A corner in each row: latitude, longitude (WGS-84); an area ends where it begins. GeoJSON can be pasted.') 
  BBBBB
XXXX
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
XXXXXXXXXXXXXX

BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #

BBBB BBBBBB
BBBBB BBBBBBB BBBBBBBBBB gettext(u'New robot') BBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBB BB BBBB gettext(u'Group robots') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBB gettext(u'New robot') BBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBB
BBBBB BBBBB
XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXX gettext(u'Where the address comes from') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX gettext(u'WeCom: group, ‘…’, add a group robot, copy the Webhook address.') XXXX
    XXX gettext(u'DingTalk: group settings, robots, add a custom robot; under security choose ‘additional signature’ (加签), copy the Webhook address and the key that begins with SEC.') XXXX
    XX XXXXXXXXXXXXX gettext(u'Messages are plain text with a link; opening the link needs a sign-in. Everybody in the group reads them: put no robot into a group with people from outside, or with inspectors who visit blind.') XXXX
  XXXXXX
XXXXXXXXXX
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB

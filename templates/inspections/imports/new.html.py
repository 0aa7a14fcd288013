BBBBBBB BBBBBBBBBBBBBBBBBBB #
 #

BBBBB BBBBB gettext(u'Import a file') BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BB BBBBBBB gettext(u'Import') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBB
BBBBBBBB
BBBBB BBBBBBB gettext(u'Import a file') BBBBBBBB
BBBBB BBBBBB gettext(u'Upload and look at it') BBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBB
XXXXXXXX XXXXXXXXXXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXX gettext(u'What the file needs') XXXXX
  XXXXXX
  XXXX XXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXXXX XXXXXXXX gettext(u'Assessment form') XXXXX
    XX XXXXXXXXXXXX XXXXXX gettext(u'One row for each item at each point: item, point, points deducted (blank is none), and, where known, the unit and the responsible units. You say which column is which.') XXXX
    XXX XXXXXXXXXXXX XXXXXXXX gettext(u'Bulletin of results') XXXXX
    XX XXXXXXXXXXXX XXXXXX gettext(u'One row for each unit and round, with the columns 年度, 轮次, 日期, 单位, 上级单位, 得分, 名次. The last three may be blank.') XXXX
    XXX XXXXXXXXXXXX XXXXXXXX gettext(u'Standard') XXXXX
    XX XXXXXXXXXXXXXX gettext(u'One row for each item, with the columns 测评项目, 编号, 测评项, 评分方法, 满分; further 每处扣分值, 分级, 一票否决, 评分规则, 适用点位, 问题类型. A standard that was exported to Excel comes back unchanged.') XXXX
    XXX XXXXXXXXXXXX XXXXXX XXXXXX gettext(u'Any other list') XXXXX
    XX XXXXXXXXXXXXXX gettext(u'Export the list to Excel, change it there, and bring it back: a known row is changed, a new one added, what is not in the file stays.') XXXX
    XXX XXXXXXXXXXXX XXXXXX XXXXXX pgettext(u'import', u'Points') XXXXX
    XX XXXXXXXXXXXXXX gettext(u'One row for each point, with the columns 编号, 名称, 类别; further 所在村（社区）, 负责单位, 主办单位, 协办单位, 地址, 纬度（WGS-84）, 经度（WGS-84）, 在用. A known code is changed, a new one added; the list of points that was exported comes back unchanged.') XXXX
  XXXXXX
XXXXXXXXXX
BBBBBBBB

"""Whether a name in Chinese characters can be one in Latin letters: 吳泳銘 and Yongming Wu, 羅維庭 and Lo Wei-Ting.

Calls print one, people ask with the other. Hanyu pinyin, Wade-Giles and the usual spellings of surnames are folded to one
rough form and compared, surname and given name both; a character that is not in the table matches nothing.
"""

import re

_SURNAMES = (
    "王wang,wong 李li,lee 张zhang,chang,cheung 刘liu,lau 陈chen,chan,tan 杨yang,yeung 黄huang,wong,hwang 赵zhao,chao,chiu 吴wu,ng 周zhou,chou,chow "
    "徐xu,hsu,tsui,chui 孙sun,suen 马ma 朱zhu,chu 胡hu,wu,woo 郭guo,kuo,kwok 何he,ho 林lin,lam,lim 高gao,kao,ko 罗luo,lo,law 郑zheng,cheng 梁liang,leung "
    "谢xie,hsieh,tse 宋song,sung,soong 唐tang,tong 许xu,hsu,hui 韩han,hon 冯feng,fung 邓deng,teng,tang 曹cao,tsao,cho 彭peng,pang 曾zeng,tseng,tsang "
    "肖xiao,hsiao,siu 萧xiao,hsiao,siu 田tian,tien,tin 董dong,tung 潘pan,poon 袁yuan,yuen 蔡cai,tsai,choi,choy 蒋jiang,chiang,cheung 余yu,yue 于yu 杜du,tu,to "
    "叶ye,yeh,yip 程cheng,ching 魏wei,ngai 苏su,so 吕lu,lyu,lui 丁ding,ting 任ren,jen,yam 卢lu,lo 姚yao,yiu 沈shen,sum,shum 钟zhong,chung 姜jiang,chiang,keung "
    "崔cui,tsui,choi 谭tan,tam 陆lu,luk 范fan 汪wang,wong 廖liao,liu 石shi,shih,shek 金jin,chin,kam 贾jia,chia 夏xia,hsia,ha 付fu 傅fu 方fang,fong "
    "白bai,pai,pak 邹zou,tsou,chow 孟meng,mang 熊xiong,hsiung,hung 秦qin,chin,chun 邱qiu,chiu,yau 江jiang,chiang,kong 尹yin,wan 薛xue,hsueh,sit 阎yan,yen 段duan,tuan "
    "雷lei,lui 侯hou,hau 龙long,lung 史shi,shih 陶tao,to 黎li,lai 贺he,ho 顾gu,ku,koo 毛mao,mo 郝hao 龚gong,kung 邵shao,siu 万wan,man 钱qian,chien,chin "
    "严yan,yen,yim 赖lai 覃qin 洪hong,hung 武wu 莫mo,mok 孔kong,kung,hung 汤tang,tong 常chang,sheung 温wen,wan 康kang,hong 施shi,shih,sze 文wen,man 牛niu 樊fan "
    "葛ge,ko,kot 邢xing 安an,on 齐qi,chi 易yi,yik 乔qiao,chiao,kiu 伍wu,ng 庞pang,pong 颜yan,yen,ngan 倪ni,ngai 庄zhuang,chuang,chong 聂nie 章zhang,chang,cheung "
    "鲁lu 岳yue 翟zhai 殷yin 詹zhan,chan,jim 申shen 欧ou,au 耿geng 关guan,kuan,kwan 兰lan 焦jiao 俞yu,yue 左zuo,tso 柳liu,lau 甘gan,kan,kam 祝zhu,chu 包bao,pao 宁ning "
    "尚shang 符fu 舒shu 阮ruan,juan,yuen 柯ke,ko,or 纪ji,chi,kei 梅mei,mui 童tong,tung 凌ling 毕bi,pi,but 单shan 季ji,chi 裴pei,pui 霍huo,fok 涂tu 成cheng 苗miao 谷gu,ku 盛sheng "
    "曲qu 翁weng,yung 冉ran 骆luo,lo,lok 蓝lan,nam 路lu 游you,yu,yau 辛xin,hsin 靳jin 管guan,kuan 柴chai 蒙meng 鲍bao,pao 华hua,wah 喻yu 祁qi 蒲pu 房fang 滕teng 屈qu 饶rao 解xie 牟mou 艾ai "
    "尤you,yu,yau 阳yang 时shi 穆mu 农nong 司si 卓zhuo,cho,cheuk 古gu,ku,koo 吉ji 缪miao 简jian,chien,kan 车che 项xiang,hsiang 连lian,lien 芦lu 麦mai,mak 褚chu 娄lou 窦dou 戚qi 岑cen,shum "
    "景jing,ching 党dang 宫gong 费fei 卜bu 冷leng 晏yan 席xi 卫wei 米mi 柏bai,po 宗zong,tsung 瞿qu 桂gui,kuei 全quan 佟tong 应ying 臧zang 闵min 苟gou 邬wu 边bian 卞bian,pien 姬ji 师shi 和he 仇qiu 栾luan 隋sui 商shang 刁diao "
)
_GIVEN = (
    "ai爱艾 an安 ang昂 ao傲奥 bai柏白百 ban班 bang邦 bao宝保葆 bei贝蓓 ben本 bi碧毕璧 bin斌彬宾滨 bing冰炳兵秉丙 bo博波伯勃柏 cai才彩财 can灿璨 cang仓苍 chang昌长常畅 chao超朝潮 che彻 "
    "chen晨辰宸臣琛尘 cheng成诚程承城丞澄呈 chi驰池志 chong崇冲充 chou筹 chu初楚 chuan川传 chuang创 chun春纯淳 ci慈 cong聪从 cui翠 da大达 dai代黛 dan丹旦单 dao道 de德得 deng登 di迪帝笛 "
    "dian典 ding鼎定丁 dong东冬栋动 du度 duan端 dun敦 duo多朵 en恩 er尔 fa发法 fan凡帆范繁樊梵 fang芳方放 fei飞菲非斐妃霏 fen芬 feng峰锋丰风凤枫 fu福富夫甫福辅 gai改 gang刚钢纲 gao高 ge戈歌格革 "
    "gen根 geng耿 gong功公恭 gu谷古 guan冠贯观 guang光广 gui贵桂归 guo国果 hai海 han涵翰汉寒含函晗瀚 hang航杭 hao浩豪昊皓好号灏 he和河贺鹤禾赫荷 heng恒亨衡 hong宏红洪鸿弘虹泓竑 hou厚侯 "
    "hu虎湖护 hua华花化骅 huai怀 huan欢焕环寰 huang煌 hui慧辉惠晖卉汇会徽蕙 hun魂 huo火 ji吉继纪基济季冀计技际骥绩 jia佳嘉家加甲 jian建健剑坚俭简鉴 jiang江疆 jiao娇教 jie杰洁捷界婕节 "
    "jin金锦进晋瑾今津劲 jing静晶京敬景经婧菁靖璟 jiu久玖 ju菊聚巨 juan娟 jue觉 jun军君俊钧骏均峻隽 kai凯开楷恺 kan侃 kang康 ke可克科珂 kong孔空 kuan宽 kun坤昆琨 lai来 lan兰岚蓝澜 "
    "lang朗 le乐 lei磊雷蕾 li丽力立莉利理礼黎励李厉 lian莲廉连联 liang亮良梁樑 lin林琳霖麟临 ling玲灵凌龄岭 liu柳流 long龙隆 lu露鲁路璐陆禄 lun伦仑 luo洛罗 ma马 man曼满 mao茂懋 mei梅美玫媚 "
    "men门 meng梦孟萌蒙 mi米 miao苗妙淼 min敏民闵旻 ming明铭鸣名茗 mo墨默 mou谋 mu木牧慕睦 na娜 nan南楠男 neng能 ni妮霓 nian年念 ning宁凝 nuo诺 ou欧 pan攀磐 pei培佩沛霈 peng鹏朋 ping平萍 pu璞朴 "
    "qi琪奇启齐琦其琪祺 qian倩前谦乾茜 qiang强 qiao巧乔 qin勤琴钦秦 qing青清庆晴卿 qiong琼 qiu秋求 qu曲 quan全泉权 ran然冉 ren仁人任 ri日 rong荣容蓉融 rou柔 ru如儒茹 rui瑞睿锐蕊 run润 "
    "ruo若 sai赛 san三 sen森 sha莎 shan山珊善杉 shang尚上 shao少绍韶 shen深慎申 sheng生胜圣声升晟盛 shi世士诗时石实师史仕思适 shou寿守 shu书淑树舒述殊 shuai帅 shuang双爽霜 shui水 "
    "shun顺舜 shuo硕朔 si思斯四司 song松颂嵩 su素苏 sui岁 tai泰太 tan坦 tang堂棠 tao涛韬桃 teng腾 ti体 tian天田恬 tie铁 ting婷庭廷亭霆 tong彤同桐童通 wan婉万晚 wang旺望 wei伟维薇威卫巍为唯玮蔚炜魏惟 "
    "wen文雯闻温 wu武吾悟 xi希喜西曦熙锡玺溪禧 xia霞夏 xian贤先显宪娴仙 xiang翔祥向湘香享 xiao晓小潇孝笑霄筱 xin欣鑫心新信馨芯昕 xing星兴行杏 xiong雄 xiu秀修 xu旭绪许 xuan轩宣萱璇玄 "
    "xue雪学 xun勋逊迅 ya雅亚娅 yan燕艳岩妍彦延严言研炎 yang阳扬洋杨央 yao瑶耀尧 ye叶业烨晔 yi一怡艺义毅依亦宜仪逸奕以益翊伊弈易忆懿 yin银音殷 ying英颖莹盈应迎瑛 yong勇永咏泳庸 "
    "you友有佑优幼 yu玉宇雨语钰瑜煜育裕余禹羽昱愉予郁于豫誉 yuan媛元远源圆渊园愿 yue月悦越岳跃 yun云芸韵允运昀 ze泽则 zeng增曾 zhan展 zhang璋章彰 zhao昭兆朝照钊 zhe哲喆 zhen珍振真震镇贞臻 "
    "zheng正政征峥铮 zhi志智芝之治致直祉知芷 zhong中忠仲钟 zhou舟洲 zhu竹珠柱 zhuang壮 zhuo卓 zi子紫梓姿资 zong宗 zu祖 zuo佐作"
)
_READ = {row[0]: frozenset(row[1:].split(",")) for row in _SURNAMES.split()}
_SYLLABLES: dict[str, set[str]] = {}
for _row in _GIVEN.split():
    _syllable = re.match(r"[a-z]+", _row)[0]  # type: ignore[index]
    for _character in _row[len(_syllable) :]:
        _SYLLABLES.setdefault(_character, set()).add(_syllable)
# Wade-Giles to something near pinyin; both sides are folded, so the two need only meet.
_FOLDS = (
    ("hs", "x"),
    ("tz", "z"),
    ("ts", "z"),
    ("zh", "j"),
    ("ch", "j"),
    ("q", "j"),
    ("c", "z"),
    ("k", "g"),
    ("t", "d"),
    ("p", "b"),
)
_ENDS = (
    ("ung", "ong"),
    ("ien", "ian"),
    ("ueh", "ue"),
    ("ieh", "ie"),
    ("eh", "e"),
    ("ih", "i"),
    ("uei", "ui"),
    ("yu", "u"),
    ("jen", "ren"),
    ("iou", "iu"),
    ("ou", "o"),
    ("uo", "o"),
)


def is_name_in_letters(han: str, letters: str) -> bool:
    """Whether a name in (Simplified) Chinese characters, surname first, is one in Latin letters, in either order."""
    words = [word for word in re.split(r"[\s.]+", letters.lower()) if word]
    if len(han) < 2 or len(words) < 2 or han[0] not in _READ:
        return False
    for surname, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        if surname in _READ[han[0]] and _is_given(han[1:], "".join(given)):
            return True
    return False


def names_in(folded: str, letters: str) -> list[tuple[int, int]]:
    """Where a text in Simplified characters names whom `letters` does."""
    found = []
    for match in re.finditer(r"[\u3400-\u9fff]+", folded):
        run = match.group()
        for i, character in enumerate(run):
            if character in _READ:
                for length in (3, 2):
                    if is_name_in_letters(run[i : i + length], letters) and len(run[i : i + length]) == length:
                        found.append((match.start() + i, match.start() + i + length))
                        break
    return found


def _is_given(han: str, letters: str) -> bool:
    """Whether the characters of a given name are read as these letters, one syllable each."""
    written = re.sub(r"[^a-z]", "", letters)
    folded = _rough(written) if "-" not in letters else "".join(_rough(part) for part in letters.split("-"))
    spellings = {""}
    for character in han:
        spellings = {known + _rough(syllable) for known in spellings for syllable in _SYLLABLES.get(character, ())}
    plain = {""}
    for character in han:
        plain = {known + syllable for known in plain for syllable in _SYLLABLES.get(character, ())}
    return bool(han) and (written in plain or folded in spellings)


def _rough(syllable: str) -> str:
    for old, new in _FOLDS:
        if syllable.startswith(old):
            syllable = new + syllable[len(old) :]
            break
    for old, new in _ENDS:
        if syllable.endswith(old):
            return syllable[: len(syllable) - len(old)] + new
    return syllable

"""Domains in which anybody can have a mailbox: nobody's company."""

FREE_MAIL = frozenset(
    """
    163.com 126.com alice.it aliyun.com aol.com arcor.de att.net bigpond.com bk.ru bluewin.ch
    bol.com.br btinternet.com caramail.com centrum.cz cock.li comcast.net cox.net daum.net
    disroot.org duck.com email.cz email.de fastmail.com fastmail.fm foxmail.com free.fr freemail.hu
    freenet.de freesurf.ch gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com
    hanmail.net hey.com home.nl hotmail.be hotmail.ca hotmail.ch hotmail.co.uk hotmail.com
    hotmail.com.br hotmail.de hotmail.es hotmail.fr hotmail.it hotmail.nl hotmail.se hushmail.com
    icloud.com inbox.lv inbox.ru interia.pl juno.com kolabnow.com kpnmail.nl laposte.net libero.it
    list.ru live.ca live.co.uk live.com live.de live.fr live.it live.nl mac.com mail.com mail.de
    mail.ee mail.ru mailbox.org mailfence.com mailinator.com me.com msn.com naver.com neuf.fr
    o2.pl online.de onet.pl op.pl optusnet.com.au orange.fr outlook.at outlook.com outlook.com.br
    outlook.de outlook.es outlook.fr outlook.it pm.me poczta.onet.pl posteo.de posteo.net
    proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com
    riseup.net runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr sina.com skynet.be sky.com sohu.com
    startmail.com t-online.de telenet.be terra.com.br terra.es tiscali.it tlen.pl tuta.com
    tuta.io tutamail.com tutanota.com tutanota.de ukr.net uol.com.br verizon.net virgilio.it
    virginmedia.com vk.com voila.fr wanadoo.fr web.de wp.pl ya.ru yahoo.ca yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.de yahoo.es
    yahoo.fr yahoo.it yandex.com yandex.ru yeah.net ymail.com ziggo.nl zoho.com zohomail.com
    """.split()
)

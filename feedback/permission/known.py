"""Hosts of many mailboxes, so that the widget can ask "did you mean gmail.com?" of gmial.com. Only
names that are not too short to be told apart by one letter."""

KNOWN = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com ymail.com icloud.com "
    "mail.com aol.com proton.me protonmail.com gmx.net gmx.com t-online.de freenet.de hotmail.de "
    "yahoo.de outlook.de orange.fr laposte.net wanadoo.fr hotmail.fr yahoo.fr outlook.fr "
    "hotmail.es yahoo.es outlook.es uol.com.br bol.com.br"
).split()

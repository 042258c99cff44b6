"""Words that say nothing about what somebody wanted, beyond the stop words PostgreSQL knows:
greetings, thanks, and what people say around a question. By language; written for chats, not for
prose."""

FILLERS: dict[str, str] = {
    "en": """
        hello hi hey dear good morning evening afternoon night day welcome bye goodbye thanks
        thank thx please pls sorry yes no yeah yep nope ok okay sure great fine nice perfect
        well right just really still already also even again back maybe soon now today tomorrow
        yesterday week weeks month minute minutes hour hours time times help need needs want
        wants like would could should can cannot may might must know think see look find get got
        give take make made let tell told say said ask asked answer question questions problem
        problems issue chat message messages someone somebody something anything everything
        nothing thing things way one two three first last next much many lot bit don doesn didn
        isn wasn won wouldn couldn hasn haven aren ve ll re im ive cant dont does did has have
        had been being was were are is am how what when where which who why whether possible
        able wondering wonder try tried trying use using go going come came
    """,
    "de": """
        hallo hi hey guten morgen abend tag nacht moin servus danke dankeschön vielen lieben
        bitte sorry entschuldigung ja nein nee ok okay gut super prima klar genau gerne gern
        schön tschüss gruß grüße liebe lieber sehr noch schon mal nochmal auch wieder immer
        jetzt heute morgen gestern woche wochen monat minute minuten stunde stunden zeit hilfe
        helfen brauche brauchen möchte möchten würde könnte könnten kann können soll sollte muss
        müssen will wollen weiß wissen denke sehe sehen finde finden geben gibt nehmen machen
        mache sagen sagt fragen frage fragen antwort problem probleme chat nachricht jemand
        etwas nichts alles sache eins zwei drei erste letzte nächste viel viele bisschen
        eigentlich leider vielleicht bereits bekommen bekomme geht gehen kommt kommen habe hätte
    """,
    "fr": """
        bonjour bonsoir salut coucou merci beaucoup svp plaît plait désolé désolée pardon oui
        non ok okay d'accord accord bien super parfait cordialement revoir journée soirée bonne
        bon très encore déjà aussi toujours maintenant aujourd'hui hui demain hier semaine
        semaines mois minute minutes heure heures temps aide aider besoin veux voudrais souhaite
        souhaiterais peux peut pourrais pouvez pourriez dois faut sais savoir pense vois voir
        trouve trouver donner prendre faire fait dire dit demander demande question questions
        réponse problème problèmes chat message quelqu'un quelqu quelque chose rien tout un deux
        trois premier dernier prochain peu est-ce comment quand quel quelle pourquoi possible
        avoir être suis
    """,
    "es": """
        hola buenos buenas días tardes noches gracias muchas favor perdón disculpe disculpa sí
        si no ok vale bien genial perfecto claro saludos adiós muy todavía aún ya también
        siempre ahora hoy mañana ayer semana semanas mes minuto minutos hora horas tiempo ayuda
        ayudar necesito necesita quiero quisiera quería gustaría puedo puede pueden podría
        podrían debo tengo tener sé saber creo veo ver encontrar dar tomar hacer hago hace decir
        dice preguntar pregunta preguntas respuesta problema problemas chat mensaje alguien algo
        nada todo cosa uno dos tres primero último próximo mucho poco cómo cuándo cuál dónde
        posible
    """,
    "pt": """
        olá ola oi bom boa dia tarde noite obrigado obrigada favor desculpe desculpa sim não nao
        ok certo bem ótimo perfeito claro cumprimentos abraço adeus muito ainda já também sempre
        agora hoje amanhã ontem semana semanas mês minuto minutos hora horas tempo ajuda ajudar
        preciso precisa quero queria gostaria posso pode podem poderia poderiam devo tenho ter
        sei saber acho vejo ver encontrar dar tomar fazer faço faz dizer diz perguntar pergunta
        perguntas resposta problema problemas chat mensagem alguém algo nada tudo coisa um dois
        três primeiro último próximo pouco como quando qual onde possível
    """,
    "ar": """
        مرحبا مرحبًا اهلا أهلا السلام عليكم صباح مساء الخير شكرا شكرًا جزيلا لو سمحت سمحتم فضلك
        عفوا آسف نعم لا ليس حسنا تمام جيد ممتاز مع السلامة جدا أيضا ايضا الآن الان اليوم غدا أمس
        امس أسبوع شهر دقيقة ساعة وقت مساعدة ساعدني أحتاج احتاج أريد اريد أود اود يمكن يمكنني
        يمكنك ممكن هل ما ماذا متى أين اين كيف كم لماذا من في على الى إلى عن هذا هذه ذلك التي
        الذي أنا انا أنت انت نحن هو هي هم كان كانت يكون قد لقد لم لن أن ان إن كل بعض شيء سؤال
        سؤالي مشكلة رسالة أحد واحد بعد قبل عند لدي لكن ثم أو او مع هناك
    """,
}


def fillers_of(language: str) -> list[str]:
    """By a language tag such as "pt-br"; none for a language nobody has written down here."""
    return FILLERS.get(language.lower().split("-")[0], "").split()

"""What a year of customers asks a shop for lamps, and how they are answered. All is invented."""

from typing import NamedTuple

# Languages with their share of the chats.
LANGUAGES = {"en": 44, "de": 36, "fr": 9, "es": 8, "pt": 3}


class Subject(NamedTuple):
    """`weight`: how often it comes up; `term`: how the topics name it ((stem, word) by language);
    `said`: by language, what is asked and answered; `is_sore`: more of them are upset."""

    page: str
    title: str
    department: str
    weight: int
    tag: str
    term: dict[str, tuple[str, str]]
    said: dict[str, tuple[str, str]]
    is_sore: bool = False


SUBJECTS = [
    Subject(
        "/account/orders", "Your orders", "Orders", 26, "parcel",
        {"en": ("parcel", "parcel"), "de": ("paket", "Paket"), "fr": ("colis", "colis"),
         "es": ("paquet", "paquete"), "pt": ("encomend", "encomenda")},
        {"en": ("Where is my parcel? It should have been here on Tuesday.",
                "It left us on Monday and is with the carrier. I see it arrives tomorrow."),
         "de": ("Wo ist mein Paket? Es sollte am Dienstag da sein.",
                "Es ist seit Montag unterwegs und kommt morgen bei Ihnen an."),
         "fr": ("Où est mon colis ? Je l'attendais mardi.",
                "Il est parti lundi et vous sera livré demain."),
         "es": ("¿Dónde está mi paquete? Lo esperaba el martes.",
                "Salió el lunes y le llega mañana."),
         "pt": ("Onde está a minha encomenda?", "Saiu na segunda-feira e chega amanhã.")},
        True,
    ),
    Subject(
        "/returns", "Returns", "Orders", 17, "return",
        {"en": ("return", "return"), "de": ("ruckgab", "Rückgabe"), "fr": ("retour", "retour"),
         "es": ("devolu", "devolución"), "pt": ("devolu", "devolução")},
        {"en": ("How do I send a lamp back? It is too bright for my desk.",
                "I send you a label by mail, at no cost. You have thirty days."),
         "de": ("Wie schicke ich eine Lampe zurück? Sie ist mir zu hell.",
                "Das Etikett kommt per Mail und kostet nichts. Sie haben dreißig Tage Zeit."),
         "fr": ("Comment renvoyer une lampe ?", "Je vous envoie une étiquette, sans frais."),
         "es": ("¿Cómo devuelvo una lámpara?", "Le envío una etiqueta, sin coste."),
         "pt": ("Como devolvo um candeeiro?", "Envio-lhe uma etiqueta, sem custos.")},
    ),
    Subject(
        "/lamps/desk-heron", "Desk Heron", "Workshop", 15, "spare part",
        {"en": ("bulb", "bulb"), "de": ("leuchtmittel", "Leuchtmittel"),
         "fr": ("ampoul", "ampoule"), "es": ("bombill", "bombilla"), "pt": ("lampad", "lâmpada")},
        {"en": ("Which bulb does the heron take?", "E14, up to 40 watts. One is in the box."),
         "de": ("Welches Leuchtmittel passt in den Reiher?", "E14 bis 40 Watt. Eines liegt bei."),
         "fr": ("Quelle ampoule pour le héron ?", "E14, 40 watts au plus. Il y en a une incluse."),
         "es": ("¿Qué bombilla lleva?", "E14, hasta 40 vatios. Hay una en la caja."),
         "pt": ("Que lâmpada leva?", "E14, até 40 watts. Vem uma na caixa.")},
    ),
    Subject(
        "/lamps/fireflies", "Fireflies", "Workshop", 11, "repair",
        {"en": ("flicker", "flickers"), "de": ("flack", "flackert"), "fr": ("clignot", "clignote"),
         "es": ("parpade", "parpadea"), "pt": ("pisc", "pisca")},
        {"en": ("My fireflies flicker since yesterday. It rained a lot.",
                "I am sorry. Please let the plug dry, and if it still flickers we exchange them."),
         "de": ("Meine Glühwürmchen flackern seit gestern.",
                "Das tut mir leid. Bitte trocknen Sie den Stecker; sonst tauschen wir sie."),
         "fr": ("Mes lucioles clignotent depuis hier.",
                "Je suis désolée. Laissez sécher la prise ; sinon nous les échangeons."),
         "es": ("Mis luciérnagas parpadean.", "Lo siento. Si sigue así, se las cambiamos."),
         "pt": ("Os meus pirilampos piscam.", "Lamento. Se continuar, trocamos.")},
        True,
    ),
    Subject(
        "/account/invoices", "Invoices", "Billing", 12, "invoice",
        {"en": ("invoic", "invoice"), "de": ("rechnung", "Rechnung"), "fr": ("factur", "facture"),
         "es": ("factur", "factura"), "pt": ("fatur", "fatura")},
        {"en": ("Could I have an invoice with our company's address?",
                "I have changed it; the new invoice is in your account."),
         "de": ("Kann ich eine Rechnung auf die Firma haben?",
                "Ich habe sie geändert; sie liegt in Ihrem Konto."),
         "fr": ("Puis-je avoir une facture au nom de l'entreprise ?",
                "C'est fait, elle est dans votre compte."),
         "es": ("¿Pueden hacer la factura a la empresa?", "Hecho, está en su cuenta."),
         "pt": ("Posso ter a fatura em nome da empresa?", "Já está na sua conta.")},
    ),
    Subject(
        "/delivery", "Delivery", "Orders", 13, "delivery",
        {"en": ("deliveri", "delivery"), "de": ("lieferung", "Lieferung"),
         "fr": ("livraison", "livraison"), "es": ("entreg", "entrega"),
         "pt": ("entreg", "entrega")},
        {"en": ("How long does delivery to Norway take?", "Five days, and customs are paid by us."),
         "de": ("Wie lange dauert die Lieferung nach Österreich?", "Zwei Werktage, ab 50 € frei."),
         "fr": ("La livraison en Belgique prend combien de temps ?", "Trois jours ouvrés."),
         "es": ("¿Cuánto tarda la entrega a Canarias?", "Una semana, con aduana incluida."),
         "pt": ("Quanto demora a entrega para a Madeira?", "Uma semana.")},
    ),
    Subject(
        "/lamps/floor-willow", "Floor Willow", "", 6, "advice",
        {"en": ("height", "height"), "de": ("hoh", "Höhe"), "fr": ("hauteur", "hauteur"),
         "es": ("altur", "altura"), "pt": ("altur", "altura")},
        {"en": ("What height is the willow? My ceiling is low.", "152 cm, so it fits below yours."),
         "de": ("Welche Höhe hat die Weide?", "152 cm, sie passt also gut."),
         "fr": ("Quelle hauteur fait le saule ?", "152 cm."),
         "es": ("¿Qué altura tiene?", "152 cm."),
         "pt": ("Que altura tem?", "152 cm.")},
    ),
]  # fmt: skip

HELLO = {
    "en": "Hello, this is {name}. I am having a look for you.",
    "de": "Guten Tag, hier ist {name}. Ich sehe für Sie nach.",
    "fr": "Bonjour, ici {name}. Je regarde pour vous.",
    "es": "Hola, soy {name}. Lo miro enseguida.",
    "pt": "Olá, sou {name}. Vou ver.",
}
MORE = {
    "en": ("And could I pick it up myself?", "Of course, every day from nine to five."),
    "de": ("Könnte ich es auch abholen?", "Natürlich, täglich von neun bis fünf."),
    "fr": ("Puis-je venir le chercher ?", "Bien sûr, de neuf à dix-sept heures."),
    "es": ("¿Puedo recogerlo yo?", "Claro, de nueve a cinco."),
    "pt": ("Posso ir buscar?", "Claro, das nove às cinco."),
}
SORE = {
    "en": "This is the THIRD time I ask. I am really disappointed!!",
    "de": "Ich frage jetzt zum DRITTEN Mal. Das ist wirklich ärgerlich!!",
    "fr": "C'est la TROISIÈME fois que je demande !!",
    "es": "¡¡Es la TERCERA vez que pregunto!!",
    "pt": "É a TERCEIRA vez que pergunto!!",
}
PROMISE = {
    "en": "I ask the workshop and get back to you by tomorrow evening.",
    "de": "Ich frage in der Werkstatt nach und melde mich bis morgen Abend.",
    "fr": "Je demande à l'atelier et je reviens vers vous demain soir.",
    "es": "Pregunto en el taller y le respondo mañana por la tarde.",
    "pt": "Pergunto na oficina e respondo até amanhã à tarde.",
}
THANKS = {
    "en": "Thank you, that was quick!",
    "de": "Danke, das ging schnell!",
    "fr": "Merci, c'était rapide !",
    "es": "¡Gracias, muy rápido!",
    "pt": "Obrigado, foi rápido!",
}
BYE = {
    "en": "Gladly. Have a bright evening!",
    "de": "Gern geschehen. Einen hellen Abend noch!",
    "fr": "Avec plaisir. Bonne soirée !",
    "es": "Con gusto. ¡Buena tarde!",
    "pt": "De nada. Boa tarde!",
}

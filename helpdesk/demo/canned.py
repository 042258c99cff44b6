"""Replies an operator of a small shop gives every day: fields fill themselves, gaps are filled by
hand."""

CANNED_REPLIES = {
    "hello": "{greeting}, I am {operator_name}. What can I do for you?",
    "one-moment": (
        "Thank you for waiting. I am still looking into it and will be back within two minutes."
    ),
    "order-number": (
        "May I have the number of your order? It has five digits and is in the subject of our "
        "confirmation."
    ),
    "about-page": (
        "{greeting}, I am {operator_name}. Is it about “{page_title}”, or about something else?"
    ),
    "delivery": (
        "Within the EU a parcel takes two to four working days, and it is free above 80 €. To "
        "Norway and Switzerland it is six days, customs included."
    ),
    "returns": (
        "You have thirty days to send a lamp back, without giving a reason. Shall I send you a "
        "label, or would you like to have it collected?"
    ),
    "broken": (
        "I am sorry that your [[lamp]] arrived broken. A new one leaves us today; you need not "
        "send anything back. Is the address of the order still right?"
    ),
    "find-out": (
        "I do not know that for certain, and I do not want to guess. I will ask [[whom]] and "
        "write to you here by [[when]]."
    ),
    "goodbye": (
        "Is there anything else I can do for you? Otherwise I wish you bright evenings, and thank "
        "you for writing to {company_name}."
    ),
}

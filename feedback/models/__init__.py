"""What comes after the chat: permission and mail, promises, ratings, and forgetting."""

from .consent import Address, ConsentEvent, ConsentText, LiveConsent, Purpose, Suppression
from .mail import MailKind, MailSender, MailTemplate, OutgoingMail
from .notice import PrivacyNotice
from .privacy import Erasure, MarketingExport, MaskPattern, Retention, RetentionRun
from .promises import Afterwards, FollowUp, ReopenLink, VisitorKey
from .surveys import Answer, Ask, Question, Rating, SurveyVersion

__all__ = [
    "Address",
    "Afterwards",
    "Answer",
    "Ask",
    "ConsentEvent",
    "ConsentText",
    "Erasure",
    "FollowUp",
    "LiveConsent",
    "MailKind",
    "MailSender",
    "MailTemplate",
    "MarketingExport",
    "MaskPattern",
    "OutgoingMail",
    "PrivacyNotice",
    "Purpose",
    "Question",
    "Rating",
    "ReopenLink",
    "Retention",
    "RetentionRun",
    "Suppression",
    "SurveyVersion",
    "VisitorKey",
]

"""What comes after the chat: permission and mail, promises, ratings, and forgetting."""

from .consent import Address, ConsentEvent, ConsentText, LiveConsent, Purpose, Suppression
from .mail import MailKind, MailSender, MailTemplate, OutgoingMail
from .notice import PrivacyNotice
from .privacy import Erasure, MarketingExport, MaskPattern, Retention, RetentionRun
from .promises import Afterwards, FollowUp, ReopenLink, VisitorKey
from .review_tasks import Calibration, ChatScore, Reason, ReviewRule, ReviewTask
from .reviews import Appeal, CriterionMark, MessageMark, Review
from .scorecards import Criterion, Scorecard, ScorecardVersion
from .surveys import Answer, Ask, Question, Rating, SurveyVersion

__all__ = [
    "Address",
    "Afterwards",
    "Answer",
    "Appeal",
    "Ask",
    "Calibration",
    "ChatScore",
    "ConsentEvent",
    "ConsentText",
    "Criterion",
    "CriterionMark",
    "Erasure",
    "FollowUp",
    "LiveConsent",
    "MailKind",
    "MailSender",
    "MailTemplate",
    "MarketingExport",
    "MaskPattern",
    "MessageMark",
    "OutgoingMail",
    "PrivacyNotice",
    "Purpose",
    "Question",
    "Rating",
    "Reason",
    "ReopenLink",
    "Retention",
    "RetentionRun",
    "Review",
    "ReviewRule",
    "ReviewTask",
    "Scorecard",
    "ScorecardVersion",
    "Suppression",
    "SurveyVersion",
    "VisitorKey",
]

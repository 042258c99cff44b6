"""What comes after the chat: permission and mail, promises, ratings, and forgetting."""

from .coaching import CoachingTask, Exemplar, Goal, Praise, TipChoice
from .consent import Address, ConsentEvent, ConsentText, LiveConsent, Purpose, Suppression
from .data import Digest, ExportRun, ImportedChat, ImportRow, ImportRun
from .mail import MailKind, MailSender, MailTemplate, OutgoingMail
from .notice import PrivacyNotice
from .practice import PracticeChat, PracticeRun, PracticeScenario
from .privacy import Erasure, MarketingExport, MaskPattern, Retention, RetentionRun
from .promises import Afterwards, FollowUp, ReopenLink, VisitorKey
from .reports import ReportChat, ReportDirtyDay, ReportMark, ReportState, ReportSum
from .review_tasks import Calibration, ChatScore, Reason, ReviewRule, ReviewTask
from .reviews import Appeal, CriterionMark, MessageMark, Review
from .scorecards import Criterion, Scorecard, ScorecardVersion
from .surveys import Answer, Ask, Question, Rating, SurveyVersion
from .topics import ArticleIdea, ReadChat, Reading, WeekTerm

__all__ = [
    "Address",
    "Afterwards",
    "Answer",
    "Appeal",
    "ArticleIdea",
    "Ask",
    "Calibration",
    "ChatScore",
    "CoachingTask",
    "ConsentEvent",
    "ConsentText",
    "Criterion",
    "CriterionMark",
    "Digest",
    "Erasure",
    "Exemplar",
    "ExportRun",
    "FollowUp",
    "Goal",
    "ImportRow",
    "ImportRun",
    "ImportedChat",
    "LiveConsent",
    "MailKind",
    "MailSender",
    "MailTemplate",
    "MarketingExport",
    "MaskPattern",
    "MessageMark",
    "OutgoingMail",
    "PracticeChat",
    "PracticeRun",
    "PracticeScenario",
    "Praise",
    "PrivacyNotice",
    "Purpose",
    "Question",
    "Rating",
    "ReadChat",
    "Reading",
    "Reason",
    "ReopenLink",
    "ReportChat",
    "ReportDirtyDay",
    "ReportMark",
    "ReportState",
    "ReportSum",
    "Retention",
    "RetentionRun",
    "Review",
    "ReviewRule",
    "ReviewTask",
    "Scorecard",
    "ScorecardVersion",
    "Suppression",
    "SurveyVersion",
    "TipChoice",
    "VisitorKey",
    "WeekTerm",
]

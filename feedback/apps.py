from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        """Lets chat know what this app answers, listens to and looks after."""
        from chat import masking, tending
        from tenants.leaving import inventory

        from .belongings import of_feedback
        from .coaching import wiring as coaching
        from .data import wiring as data
        from .mail import wiring as mail
        from .permission import wiring as permission
        from .practice import wiring as practice
        from .privacy import patterns, retention
        from .promises import wiring as promises
        from .reports import wiring as reports
        from .reviews import wiring as reviews
        from .surveys import wiring as surveys
        from .transcripts import wiring as transcripts

        masking.sources.append(patterns.patterns_of)
        tending.carers.append(retention.care)
        inventory.tell_with(of_feedback)
        mail.connect()
        surveys.connect()
        promises.connect()
        permission.connect()
        transcripts.connect()
        reviews.connect()
        coaching.connect()
        data.connect()
        reports.connect()
        practice.connect()

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import helpdesk.db.operations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("feedback", "0001_tables"),
        ("feedback", "0003_mail_handed"),
        ("feedback", "0004_privacy_notice"),
        ("feedback", "0005_visitor_keys"),
        ("feedback", "0006_unconfirmed"),
        ("feedback", "0008_reviews"),
        ("feedback", "0010_coaching"),
        ("feedback", "0011_practice"),
    ]

    initial = True

    dependencies = [
        ("chat", "0001_squashed"),
        ("tenants", "0001_squashed"),
    ]

    operations = [
        helpdesk.db.operations.CreateModels(
            models=[migrations.CreateModel(
                name='Address',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sealed', models.BinaryField()),
                    ('digest', models.CharField(max_length=64)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'digest'], name='address_by_digest')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'visitor', 'digest'), name='address_once_a_visitor')],
                },
            ), migrations.CreateModel(
                name='Ask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('closing', models.BigIntegerField()),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('shown_at', models.DateTimeField(null=True)),
                    ('skipped_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='chat.conversation')),
                    ('department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.department')),
                    ('operator', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='tenants.tenant')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.surveyversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'asked_at'], name='ask_by_time')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'closing'), name='ask_once_a_closing')],
                },
            ), migrations.CreateModel(
                name='ConsentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(choices=[('follow_up', 'Answer my question by e-mail'), ('transcript', 'Send me a copy of this chat'), ('survey', 'Ask me by e-mail how the chat was'), ('satisfied_check', 'Ask me in some days whether it is solved'), ('confirmation', 'Send one e-mail to confirm my address'), ('marketing', 'Send me news and offers')], max_length=16)),
                    ('locale', models.CharField(max_length=12)),
                    ('version', models.PositiveIntegerField()),
                    ('wording', models.TextField(max_length=2000)),
                    ('sha256', models.CharField(max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consent_texts', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'purpose', 'locale', 'version'), name='consent_text_version')],
                },
            ), migrations.CreateModel(
                name='ConsentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('receipt', models.UUIDField(default=uuid.uuid4)),
                    ('subject', models.BigIntegerField()),
                    ('purpose', models.CharField(choices=[('follow_up', 'Answer my question by e-mail'), ('transcript', 'Send me a copy of this chat'), ('survey', 'Ask me by e-mail how the chat was'), ('satisfied_check', 'Ask me in some days whether it is solved'), ('confirmation', 'Send one e-mail to confirm my address'), ('marketing', 'Send me news and offers')], max_length=16)),
                    ('what', models.CharField(choices=[('given', 'given'), ('confirmed', 'confirmed'), ('withdrawn', 'withdrawn'), ('used', 'used up: it was for one mail'), ('stopped', 'stopped: the address does not work, or complained'), ('erased', 'ended by erasure'), ('expired', 'ended: it was kept as long as the company keeps addresses')], max_length=9)),
                    ('conversation', models.BigIntegerField(null=True)),
                    ('by', models.CharField(choices=[('visitor', 'the visitor'), ('member', 'somebody of the company'), ('system', 'the system')], max_length=7)),
                    ('member', models.BigIntegerField(null=True)),
                    ('place', models.CharField(max_length=20)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consent_events', to='tenants.tenant')),
                    ('text', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.consenttext')),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [models.Index(fields=['tenant', 'subject', 'id'], name='consent_event_of'), models.Index(fields=['tenant', 'purpose', 'id'], name='consent_event_for')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'receipt'), name='consent_receipt_once')],
                },
            ), migrations.CreateModel(
                name='Erasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.BigIntegerField()),
                    ('removed', models.JSONField(default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='erasures', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['-id'],
                },
            ), migrations.CreateModel(
                name='FollowUp',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_automatic', models.BooleanField(default=False)),
                    ('what', models.CharField(max_length=300)),
                    ('due_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('open', 'open'), ('kept', 'kept'), ('dropped', 'dropped')], default='open', max_length=7)),
                    ('next_at', models.DateTimeField(null=True)),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('escalated_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('ended_seq', models.BigIntegerField(null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='chat.conversation')),
                    ('member', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['tenant', 'due_at', 'id'], name='follow_up_board'), models.Index(condition=models.Q(('next_at__isnull', False)), fields=['tenant', 'next_at'], name='follow_up_next')],
                },
            ), migrations.CreateModel(
                name='LiveConsent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(choices=[('follow_up', 'Answer my question by e-mail'), ('transcript', 'Send me a copy of this chat'), ('survey', 'Ask me by e-mail how the chat was'), ('satisfied_check', 'Ask me in some days whether it is solved'), ('confirmation', 'Send one e-mail to confirm my address'), ('marketing', 'Send me news and offers')], max_length=16)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='feedback.address')),
                    ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.consentevent')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_consents', to='tenants.tenant')),
                    ('text', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.consenttext')),
                    ('visitor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('purpose', 'confirmation')), fields=['tenant', 'given_at'], name='live_consent_unconfirmed')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'visitor', 'purpose'), name='live_consent_once'), models.UniqueConstraint(fields=('tenant', 'id', 'purpose', 'visitor'), name='live_consent_reference')],
                },
            ), migrations.CreateModel(
                name='MailSender',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('address', models.EmailField(blank=True, max_length=254)),
                    ('reply_to', models.EmailField(blank=True, max_length=254)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_senders', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='mail_sender_once')],
                },
            ), migrations.CreateModel(
                name='MailTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('answer', 'The promised answer'), ('transcript', 'A copy of the chat'), ('survey', 'How was the chat?'), ('satisfied_check', 'Is it solved?'), ('confirmation', 'Confirm the address')], max_length=16)),
                    ('language', models.CharField(max_length=12)),
                    ('subject', models.CharField(max_length=150)),
                    ('body', models.TextField(max_length=4000)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_templates', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'kind', 'language'), name='mail_template_once')],
                },
            ), migrations.CreateModel(
                name='MarketingExport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('count', models.PositiveIntegerField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['-id'],
                },
            ), migrations.CreateModel(
                name='MaskPattern',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('pattern', models.CharField(max_length=200)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mask_patterns', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='OutgoingMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('answer', 'The promised answer'), ('transcript', 'A copy of the chat'), ('survey', 'How was the chat?'), ('satisfied_check', 'Is it solved?'), ('confirmation', 'Confirm the address')], max_length=16)),
                    ('purpose', models.CharField(choices=[('follow_up', 'Answer my question by e-mail'), ('transcript', 'Send me a copy of this chat'), ('survey', 'Ask me by e-mail how the chat was'), ('satisfied_check', 'Ask me in some days whether it is solved'), ('confirmation', 'Send one e-mail to confirm my address'), ('marketing', 'Send me news and offers')], max_length=16)),
                    ('subject', models.BigIntegerField()),
                    ('digest', models.CharField(blank=True, max_length=64)),
                    ('dedupe_key', models.CharField(max_length=120)),
                    ('language', models.CharField(default='en', max_length=12)),
                    ('data', models.JSONField(default=dict)),
                    ('state', models.CharField(choices=[('queued', 'queued'), ('sending', 'being sent'), ('sent', 'sent'), ('unknown', 'not known whether it was sent'), ('failed', 'refused'), ('cancelled', 'cancelled')], default='queued', max_length=9)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('claimed_at', models.DateTimeField(null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('provider_id', models.CharField(blank=True, max_length=200)),
                    ('problem', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outgoing_mail', to='chat.conversation')),
                    ('live_consent', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='feedback.liveconsent')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outgoing_mail', to='tenants.tenant')),
                    ('handed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['tenant', 'due_at', 'id'], name='mail_due'), models.Index(condition=models.Q(('state', 'sending')), fields=['tenant', 'claimed_at'], name='mail_sending'), models.Index(fields=['tenant', 'digest', '-sent_at'], name='mail_to_address'), models.Index(fields=['tenant', '-id'], name='mail_newest'), models.Index(fields=['tenant', 'subject'], name='mail_of_visitor'), models.Index(condition=models.Q(('claimed_at__isnull', False)), fields=['tenant', '-claimed_at'], name='mail_claimed')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'dedupe_key'), name='mail_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'queued'), _negated=True), ('live_consent__isnull', False), _connector='OR'), name='mail_queued_by_consent'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'answer'), ('purpose', 'follow_up')), models.Q(('kind', 'transcript'), ('purpose', 'transcript')), models.Q(('kind', 'survey'), ('purpose', 'survey')), models.Q(('kind', 'satisfied_check'), ('purpose', 'satisfied_check')), models.Q(('kind', 'confirmation'), ('purpose', 'confirmation')), _connector='OR'), name='mail_kind_has_its_purpose')],
                },
            ), migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('csat', 'Satisfaction, 1 to 5'), ('ces', 'Effort, 1 to 7'), ('nps', 'Recommendation, 0 to 10'), ('text', 'In their own words'), ('choice', 'One of several')], max_length=6)),
                    ('about', models.CharField(choices=[('operator', 'The operator'), ('resolution', 'The solution'), ('effort', 'The effort'), ('other', 'Something else')], default='other', max_length=10)),
                    ('words', models.JSONField(default=dict)),
                    ('choices', models.JSONField(default=list)),
                    ('from_score', models.PositiveSmallIntegerField(default=1)),
                    ('to_score', models.PositiveSmallIntegerField(default=5)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='feedback.surveyversion')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'version', 'position'), name='question_position')],
                },
            ), migrations.CreateModel(
                name='Rating',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.PositiveSmallIntegerField()),
                    ('is_open', models.BooleanField(default=False)),
                    ('wants_contact', models.BooleanField(default=False)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edited_at', models.DateTimeField(null=True)),
                    ('ask', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='feedback.ask')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'at'], name='rating_by_time')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'ask'), name='rating_once_a_closing'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='rating_from_one_to_five')],
                },
            ), migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(null=True)),
                    ('text', models.TextField(blank=True, max_length=2000)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('question', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.question')),
                    ('rating', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='feedback.rating')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'rating', 'question'), name='answer_once')],
                },
            ), migrations.CreateModel(
                name='ReopenLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'token_hash'), name='reopen_link_token')],
                },
            ), migrations.CreateModel(
                name='Retention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('messages_days', models.PositiveIntegerField(blank=True, null=True)),
                    ('attachments_days', models.PositiveIntegerField(blank=True, null=True)),
                    ('ratings_days', models.PositiveIntegerField(blank=True, null=True)),
                    ('addresses_days', models.PositiveIntegerField(blank=True, null=True)),
                    ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='retention_once')],
                },
            ), migrations.CreateModel(
                name='RetentionRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(choices=[('messages', 'Messages'), ('attachments', 'Files'), ('ratings', 'Ratings'), ('addresses', 'Addresses')], max_length=11)),
                    ('before', models.DateTimeField()),
                    ('removed', models.PositiveIntegerField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='retention_runs', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['-id'],
                },
            ), migrations.CreateModel(
                name='Suppression',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('why', models.CharField(choices=[('bounced', 'mail came back'), ('complained', 'reported as unwanted'), ('erased', 'erased on request')], max_length=10)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'digest', 'why'), name='suppression_once')],
                },
            ), migrations.CreateModel(
                name='SurveyVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('is_on', models.BooleanField(default=True)),
                    ('scale', models.CharField(choices=[('faces', 'Five faces'), ('thumbs', 'Thumbs up or down')], default='faces', max_length=6)),
                    ('low', models.PositiveSmallIntegerField(default=2)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_versions', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'number'), name='survey_version_number')],
                },
            ), migrations.CreateModel(
                name='PrivacyNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('controller', models.CharField(blank=True, max_length=120)),
                    ('contact', models.CharField(blank=True, max_length=300)),
                    ('policy_url', models.URLField(blank=True, max_length=300)),
                    ('asks_marketing', models.BooleanField(default=False)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='privacy_notice_once')],
                },
            ), migrations.CreateModel(
                name='Afterwards',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('promises_by_itself', models.BooleanField(default=False)),
                    ('promise_hours', models.PositiveSmallIntegerField(default=4)),
                    ('check_days', models.PositiveSmallIntegerField(blank=True, default=3, null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='afterwards_once')],
                },
            ), migrations.CreateModel(
                name='VisitorKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'token_hash'), name='visitor_key_token')],
                },
            ), migrations.CreateModel(
                name='Calibration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('closing', models.BigIntegerField()),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField()),
                    ('revealed_at', models.DateTimeField(null=True)),
                    ('conversation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.conversation')),
                    ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calibrations', to='tenants.tenant')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.scorecardversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', '-started_at'], name='calibration_newest')],
                },
            ), migrations.CreateModel(
                name='ReviewTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('closing', models.BigIntegerField()),
                    ('participants', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('low_rating', 'Low rating'), ('frustration', 'Upset customer'), ('broken_promise', 'Broken promise'), ('long_gap', 'Long silence'), ('trainee', 'Trainee'), ('sample', 'Random sample'), ('calibration', 'Calibration'), ('picked', 'Picked by hand')], max_length=14), size=None)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField()),
                    ('claimed_at', models.DateTimeField(null=True)),
                    ('claim_ends_at', models.DateTimeField(null=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('calibration', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='feedback.calibration')),
                    ('claimed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review_claims', to='tenants.membership')),
                    ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='review_tasks', to='chat.conversation')),
                    ('operator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviewed_chats', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_tasks', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['tenant', 'due_at', 'id'], name='review_task_queue'), models.Index(fields=['tenant', '-done_at', '-id'], name='review_task_done'), models.Index(fields=['tenant', 'operator', '-done_at'], name='review_task_of'), models.Index(fields=['tenant', 'claimed_by', 'due_at'], name='review_task_mine')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('calibration', None)), fields=('tenant', 'conversation', 'closing'), name='review_task_once_a_closing'), models.UniqueConstraint(condition=models.Q(('calibration__isnull', False)), fields=('tenant', 'calibration', 'claimed_by'), name='review_task_once_a_calibrator'), models.CheckConstraint(condition=models.Q(('claimed_by', None), models.Q(('claimed_by', models.F('operator')), _negated=True), _connector='OR'), name='review_task_not_by_its_operator'), models.CheckConstraint(condition=models.Q(('calibration', None), ('claimed_by__isnull', False), _connector='OR'), name='review_task_calibrator_named')],
                },
            ), migrations.CreateModel(
                name='Scorecard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('is_current', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scorecards', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('tenant',), name='scorecard_one_current')],
                },
            ), migrations.CreateModel(
                name='ScorecardVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('passes_at', models.PositiveSmallIntegerField(default=75)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('scorecard', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='feedback.scorecard')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'scorecard', 'number'), name='scorecard_version_number'), models.CheckConstraint(condition=models.Q(('passes_at__lte', 100)), name='scorecard_passes_within_100')],
                },
            ), migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('comment', models.TextField(blank=True, max_length=4000)),
                    ('score', models.PositiveSmallIntegerField(null=True)),
                    ('passed', models.BooleanField(null=True)),
                    ('first_score', models.PositiveSmallIntegerField(null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('acknowledged_at', models.DateTimeField(null=True)),
                    ('reply', models.TextField(blank=True, max_length=2000)),
                    ('replied_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('reviewer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='tenants.tenant')),
                    ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='feedback.reviewtask')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.scorecardversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'reviewer', '-done_at'], name='review_by')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'task'), name='review_once_a_task'), models.CheckConstraint(condition=models.Q(('done_at', None), models.Q(('passed__isnull', False), ('score__isnull', False)), _connector='OR'), name='review_done_is_scored'), models.CheckConstraint(condition=models.Q(('score', None), ('score__lte', 100), _connector='OR'), name='review_score_of_100')],
                },
            ), migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=160)),
                    ('help', models.CharField(blank=True, max_length=300)),
                    ('weight', models.PositiveSmallIntegerField(default=1)),
                    ('is_critical', models.BooleanField(default=False)),
                    ('hint', models.CharField(blank=True, max_length=20)),
                    ('root', models.BigIntegerField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='feedback.scorecardversion')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'version', 'position'), name='criterion_position'), models.CheckConstraint(condition=models.Q(('weight__gte', 1), ('weight__lte', 10)), name='criterion_weight')],
                },
            ), migrations.CreateModel(
                name='ChatScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('closing', models.BigIntegerField()),
                    ('closed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, null=True)),
                    ('scored_at', models.DateTimeField(null=True)),
                    ('score', models.PositiveSmallIntegerField(null=True)),
                    ('points', models.JSONField(default=list)),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chat_scores', to='chat.conversation')),
                    ('operator', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chat_scores', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['tenant', 'due_at'], name='chat_score_due'), models.Index(fields=['tenant', 'operator', 'closed_at'], name='chat_score_of'), models.Index(fields=['tenant', 'score', '-closed_at'], name='chat_score_worst')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'closing'), name='chat_score_once_a_closing')],
                },
            ), migrations.CreateModel(
                name='MessageMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('praise', 'Well done'), ('improve', 'To improve')], default='improve', max_length=7)),
                    ('comment', models.TextField(blank=True, max_length=1000)),
                    ('criterion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.criterion')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('review', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='feedback.review')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'review', 'seq', 'criterion'), name='message_mark_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='CriterionMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField(null=True)),
                    ('first_value', models.PositiveSmallIntegerField(null=True)),
                    ('was_changed', models.BooleanField(default=False)),
                    ('comment', models.TextField(blank=True, max_length=1000)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='feedback.criterion')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('review', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='feedback.review')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'review', 'criterion'), name='criterion_mark_once'), models.CheckConstraint(condition=models.Q(('value', None), ('value__lte', 2), _connector='OR'), name='criterion_mark_value')],
                },
            ), migrations.CreateModel(
                name='Appeal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=2000)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('outcome', models.CharField(blank=True, choices=[('stands', 'The review stands'), ('changed', 'The review was changed')], max_length=7)),
                    ('answer', models.TextField(blank=True, max_length=2000)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='tenants.tenant')),
                    ('review', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='feedback.review')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('decided_at', None)), fields=['tenant', 'at'], name='appeal_waiting')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'review'), name='appeal_once_a_review'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='appeal_decided_as_a_whole')],
                },
            ), migrations.CreateModel(
                name='ReviewRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(choices=[('low_rating', 'Low rating'), ('frustration', 'Upset customer'), ('broken_promise', 'Broken promise'), ('long_gap', 'Long silence'), ('trainee', 'Trainee'), ('sample', 'Random sample'), ('calibration', 'Calibration'), ('picked', 'Picked by hand')], max_length=14)),
                    ('is_on', models.BooleanField(default=True)),
                    ('threshold', models.PositiveIntegerField(default=0)),
                    ('due_days', models.PositiveSmallIntegerField(default=5)),
                    ('seed', models.CharField(blank=True, max_length=40)),
                    ('sampled_until', models.DateField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_rules', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'reason'), name='review_rule_once')],
                },
            ), migrations.CreateModel(
                name='ArticleIdea',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=12)),
                    ('stem', models.CharField(max_length=170)),
                    ('words', models.CharField(max_length=170)),
                    ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('put_aside_at', models.DateTimeField(null=True)),
                    ('article', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.article')),
                    ('put_aside_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_ideas', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'language', 'stem'), name='article_idea_once')],
                },
            ), migrations.CreateModel(
                name='CoachingTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=200)),
                    ('why', models.TextField(blank=True, max_length=1000)),
                    ('seq', models.BigIntegerField(null=True)),
                    ('scenario', models.CharField(blank=True, max_length=40)),
                    ('due_on', models.DateField()),
                    ('state', models.CharField(choices=[('open', 'To do'), ('done', 'Done, to be looked at'), ('confirmed', 'Confirmed'), ('closed', 'Closed')], default='open', max_length=9)),
                    ('word', models.TextField(blank=True, max_length=1000)),
                    ('answer', models.TextField(blank=True, max_length=1000)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('review', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='coaching_tasks', to='feedback.review')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coaching_tasks', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'member', 'due_on'], name='coaching_task_of'), models.Index(condition=models.Q(('state__in', ['open', 'done'])), fields=['tenant', 'due_on'], name='coaching_task_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed']), ('done_at__isnull', False), _connector='OR'), name='coaching_task_done_sometime'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('ended_by__isnull', False), models.Q(('ended_by', models.F('member')), _negated=True)), _connector='OR'), name='coaching_task_confirmed_by_another')],
                },
            ), migrations.CreateModel(
                name='Exemplar',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120)),
                    ('why', models.TextField(max_length=1000)),
                    ('shows', models.CharField(max_length=160)),
                    ('root', models.BigIntegerField(null=True)),
                    ('lines', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('proposed', 'Waits for the operator'), ('agreed', 'In the library'), ('declined', 'Not agreed to'), ('withdrawn', 'Taken out')], default='proposed', max_length=9)),
                    ('is_named', models.BooleanField(default=False)),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exemplars', to='chat.conversation')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('review', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='exemplars', to='feedback.review')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemplars', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'state', '-decided_at'], name='exemplar_library'), models.Index(fields=['tenant', 'member', '-proposed_at'], name='exemplar_of')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'agreed'])), fields=('tenant', 'conversation', 'member'), name='exemplar_once')],
                },
            ), migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('root', models.BigIntegerField(null=True)),
                    ('point', models.CharField(blank=True, max_length=20)),
                    ('why', models.TextField(blank=True, max_length=1000)),
                    ('start', models.PositiveSmallIntegerField(null=True)),
                    ('target', models.PositiveSmallIntegerField()),
                    ('begins_on', models.DateField()),
                    ('ends_on', models.DateField()),
                    ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'member', 'ends_on'], name='goal_of')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('point__gt', ''), ('root', None)), models.Q(('point', ''), ('root__isnull', False)), _connector='OR'), name='goal_of_one_measure'), models.CheckConstraint(condition=models.Q(('target__gte', 1), ('target__lte', 100)), name='goal_is_a_share'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('begins_on'))), name='goal_has_time')],
                },
            ), migrations.CreateModel(
                name='Praise',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=1000)),
                    ('seq', models.BigIntegerField(null=True)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('shared_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='praise', to='tenants.membership')),
                    ('review', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='praise', to='feedback.review')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='praise', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'member', '-given_at'], name='praise_of'), models.Index(condition=models.Q(('shared_at__isnull', False)), fields=['tenant', '-shared_at'], name='praise_shared')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('by', models.F('member')), _negated=True), name='praise_of_somebody_else')],
                },
            ), migrations.CreateModel(
                name='ReadChat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('closed_at', models.DateTimeField()),
                    ('language', models.CharField(max_length=12)),
                    ('terms', models.JSONField(default=dict)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('answered', models.FloatField(null=True)),
                    ('canned', models.JSONField(default=dict)),
                    ('ending', models.CharField(choices=[('answered', 'Answered'), ('unanswered', 'Closed without an answer to the last question'), ('again', 'The customer had to come back')], default='answered', max_length=10)),
                    ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
                    ('idea', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='chats', to='feedback.articleidea')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'closed_at'], name='read_chat_when'), models.Index(condition=models.Q(('idea__isnull', False)), fields=['tenant', 'idea', '-closed_at'], name='read_chat_of_idea'), models.Index(condition=models.Q(('ending', 'answered'), _negated=True), fields=['tenant', '-closed_at'], name='read_chat_unsolved')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation'), name='read_chat_once')],
                },
            ), migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('next_at', models.DateTimeField(null=True)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='reading_once')],
                },
            ), migrations.CreateModel(
                name='TipChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('put_aside_on', models.DateField(null=True)),
                    ('is_off', models.BooleanField(default=False)),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'member'), name='tip_choice_once')],
                },
            ), migrations.CreateModel(
                name='WeekTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('week', models.DateField()),
                    ('language', models.CharField(max_length=12)),
                    ('stem', models.CharField(max_length=170)),
                    ('word', models.CharField(max_length=170)),
                    ('chats', models.PositiveIntegerField()),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'week', 'language', 'stem'), name='week_term_once')],
                },
            ), migrations.CreateModel(
                name='PracticeScenario',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80)),
                    ('content', models.JSONField()),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_scenarios', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['title', 'id'],
                },
            ), migrations.CreateModel(
                name='PracticeChat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('run', models.BigIntegerField()),
                    ('content', models.JSONField()),
                    ('state', models.JSONField()),
                    ('pace', models.FloatField(default=1.0)),
                    ('pending', models.JSONField(default=list)),
                    ('said', models.PositiveIntegerField(default=0)),
                    ('heard_seq', models.BigIntegerField(default=0)),
                    ('since', models.DateTimeField(null=True)),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_at', models.DateTimeField()),
                    ('over_at', models.DateTimeField(null=True)),
                    ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('over_at__isnull', True)), fields=('tenant',), name='practice_chat_one')],
                },
            ), migrations.CreateModel(
                name='PracticeRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scenario', models.CharField(max_length=40)),
                    ('content', models.JSONField()),
                    ('seed', models.BigIntegerField()),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('solved', 'Solved'), ('solved_upset', 'Solved, but they left upset'), ('left', 'They gave up and left'), ('limit', 'Time ran out'), ('closed', 'Closed before it was solved'), ('ended', 'Handed over too soon'), ('stopped', 'Stopped')], max_length=12)),
                    ('presence_before', models.CharField(blank=True, choices=[('online', 'Online'), ('away', 'Away'), ('practice', 'In practice')], max_length=8)),
                    ('transcript', models.JSONField(default=list)),
                    ('changes', models.JSONField(default=list)),
                    ('score', models.JSONField(default=list)),
                    ('reviewed_at', models.DateTimeField(null=True)),
                    ('verdict', models.CharField(blank=True, choices=[('passed', 'Passed'), ('again', 'Try again')], max_length=6)),
                    ('comment', models.TextField(blank=True, max_length=2000)),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='practice_runs', to='tenants.membership')),
                    ('reviewer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_runs', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'member', '-started_at'], name='practice_of'), models.Index(fields=['tenant', '-started_at'], name='practice_latest'), models.Index(condition=models.Q(('ended_at__isnull', False), ('verdict', '')), fields=['tenant', 'ended_at'], name='practice_to_review')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('tenant', 'member'), name='practice_one_at_a_time'), models.CheckConstraint(condition=models.Q(('reviewer__isnull', True), models.Q(('reviewer', models.F('member')), _negated=True), _connector='OR'), name='practice_not_reviewed_by_oneself')],
                },
            )],
        ),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import helpdesk.db.operations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("chat", "0001_initial"),
        ("chat", "0002_current"),
        ("chat", "0004_queue_and_desk"),
        ("chat", "0005_desk_and_search"),
        ("chat", "0006_wrapping_department_gone"),
        ("chat", "0007_heard"),
        ("chat", "0008_transfer_offered"),
        ("chat", "0009_card"),
        ("chat", "0010_forgotten"),
        ("chat", "0011_bot"),
        ("chat", "0012_etiquette"),
        ("chat", "0013_mood"),
    ]

    initial = True

    dependencies = [
        ("tenants", "0001_squashed"),
    ]

    operations = [
        helpdesk.db.operations.CreateModels(
            models=[migrations.CreateModel(
                name='LogEpoch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.UUIDField(default=uuid.uuid4)),
                ],
            ), migrations.CreateModel(
                name='Visitor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64)),
                    ('name', models.CharField(blank=True, max_length=80)),
                    ('locale', models.CharField(blank=True, max_length=35)),
                    ('page_url', models.CharField(blank=True, max_length=2000)),
                    ('page_title', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visitors', to='tenants.tenant')),
                    ('current', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.conversation')),
                    ('language', models.CharField(blank=True, max_length=12)),
                    ('trail', models.JSONField(default=list)),
                    ('zone', models.CharField(blank=True, max_length=64)),
                    ('department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.department')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'token_hash'), name='visitor_token')],
                },
            ), migrations.CreateModel(
                name='Conversation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('waiting', 'Waiting'), ('open', 'Open'), ('closed', 'Closed')], default='waiting', max_length=8)),
                    ('last_seq', models.BigIntegerField(default=0)),
                    ('last_public_seq', models.BigIntegerField(default=0)),
                    ('visitor_messages', models.BigIntegerField(default=0)),
                    ('visitor_read_seq', models.BigIntegerField(default=0)),
                    ('operator_read_seq', models.BigIntegerField(default=0)),
                    ('preview', models.CharField(blank=True, max_length=160)),
                    ('preview_author', models.CharField(blank=True, max_length=10)),
                    ('waiting_since', models.DateTimeField(null=True)),
                    ('page_url', models.CharField(blank=True, max_length=2000)),
                    ('page_title', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('operator', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='chat.visitor')),
                    ('assigned_at', models.DateTimeField(null=True)),
                    ('department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.department')),
                    ('due_at', models.DateTimeField(null=True)),
                    ('indexed_seq', models.BigIntegerField(default=0)),
                    ('offer_ends_at', models.DateTimeField(null=True)),
                    ('offered_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.membership')),
                    ('passed_by', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('shown', models.JSONField(null=True)),
                    ('situation_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('skill', models.CharField(blank=True, max_length=40)),
                    ('snoozed_until', models.DateTimeField(null=True)),
                    ('step', models.PositiveSmallIntegerField(default=0)),
                    ('priority', models.PositiveSmallIntegerField(choices=[(0, 'Urgent'), (1, 'High'), (2, 'Normal'), (3, 'Low')], default=2)),
                    ('heard', models.BigIntegerField(default=0)),
                    ('forgotten_at', models.DateTimeField(null=True)),
                    ('mood', models.PositiveSmallIntegerField(default=0)),
                    ('mood_due_at', models.DateTimeField(null=True)),
                    ('mood_peak', models.PositiveSmallIntegerField(default=0)),
                    ('mood_seq', models.BigIntegerField(default=0)),
                    ('mood_signals', models.JSONField(default=list)),
                    ('mood_trend', models.CharField(default='steady', max_length=8)),
                    ('overseers_told_at', models.DateTimeField(null=True)),
                    ('upset_since', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('status', 'closed')), fields=['tenant', '-closed_at', '-id'], name='conversation_closed'), models.Index(condition=models.Q(('status', 'waiting')), fields=['tenant', 'priority', 'queued_at', 'id'], name='conversation_queue'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['tenant', 'due_at'], name='conversation_due'), models.Index(condition=models.Q(('status', 'closed'), _negated=True), fields=['tenant', 'waiting_since', '-id'], name='conversation_by_need'), models.Index(condition=models.Q(('status', 'closed'), _negated=True), fields=['tenant', 'operator', 'waiting_since', '-id'], name='conversation_live'), models.Index(condition=models.Q(('status', 'waiting')), fields=['tenant', 'waiting_since', '-id'], name='conversation_waiting'), models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['tenant', 'snoozed_until'], name='conversation_snoozed'), models.Index(condition=models.Q(('indexed_seq__lt', models.F('last_seq'))), fields=['tenant', 'id'], name='conversation_unindexed'), models.Index(condition=models.Q(('offered_to__isnull', False)), fields=['tenant', 'offered_to'], name='conversation_offered'), models.Index(condition=models.Q(('forgotten_at__isnull', True), ('status', 'closed')), fields=['tenant', 'closed_at', 'id'], name='conversation_remembered'), models.Index(condition=models.Q(('mood_seq__lt', models.F('last_seq'))), fields=['tenant', '-id'], name='conversation_unfelt'), models.Index(condition=models.Q(('mood_due_at__isnull', False)), fields=['tenant', 'mood_due_at'], name='conversation_mood_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('operator__isnull', False), ('status', 'open')), models.Q(('operator__isnull', True), ('status', 'waiting')), ('status', 'closed'), _connector='OR'), name='conversation_open_means_somebody_has_it'), models.CheckConstraint(condition=models.Q(('last_public_seq__lte', models.F('last_seq'))), name='conversation_public_within_log')],
                },
            ), migrations.CreateModel(
                name='CannedReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shortcut', models.SlugField(db_index=False, max_length=40)),
                    ('body', models.CharField(max_length=4000)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='canned_replies', to='tenants.tenant')),
                    ('department', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.department')),
                    ('member', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                ],
                options={
                    'ordering': ['shortcut'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'member', 'department', 'shortcut'), name='canned_reply_shortcut', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('member', None), ('department', None), _connector='OR'), name='canned_reply_one_owner')],
                },
            ), migrations.CreateModel(
                name='Entry',
                fields=[
                    ('pk', models.CompositePrimaryKey('tenant', 'conversation', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('seq', models.BigIntegerField()),
                    ('public_seq', models.BigIntegerField(null=True)),
                    ('client_id', models.UUIDField()),
                    ('kind', models.CharField(choices=[('message', 'Message'), ('note', 'Note'), ('assigned', 'Assigned'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('step', 'Step'), ('whisper', 'Whisper'), ('transfer', 'Transfer'), ('changed', 'Changed'), ('signal', 'Signal'), ('card', 'Card')], max_length=12)),
                    ('author', models.CharField(choices=[('visitor', 'Visitor'), ('operator', 'Operator'), ('automatic', 'Automatic'), ('system', 'System')], max_length=10)),
                    ('author_name', models.CharField(blank=True, max_length=80)),
                    ('author_photo', models.CharField(blank=True, max_length=32)),
                    ('body', models.TextField(blank=True)),
                    ('data', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='chat.conversation')),
                    ('member', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'client_id'), name='entry_client_id_once'), models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='entry_seq_from_one')],
                },
            ), migrations.CreateModel(
                name='ReadMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('visitor_messages', models.BigIntegerField(default=0)),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='chat.conversation')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'member'), name='read_mark_once')],
                },
            ), migrations.CreateModel(
                name='Agenda',
                fields=[
                    ('company', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='tenants.tenant')),
                    ('due_at', models.DateTimeField(db_index=True)),
                ],
            ), migrations.CreateModel(
                name='RoutingRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('when', models.JSONField(default=dict)),
                    ('priority', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Urgent'), (1, 'High'), (2, 'Normal'), (3, 'Low')], null=True)),
                    ('skill', models.CharField(blank=True, max_length=40)),
                    ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.department')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routing_rules', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['position', 'id'],
                },
            ), migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'name'), name='tag_name_once')],
                },
            ), migrations.CreateModel(
                name='ConversationTag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.tag')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'tag'), name='conversation_tag_once')],
                },
            ), migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('filters', models.JSONField(default=dict)),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('to_supervisor', models.BooleanField(default=False)),
                    ('summary', models.CharField(max_length=2000)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                    ('state', models.CharField(choices=[('pending', 'Pending'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('timed_out', 'Timed Out'), ('cancelled', 'Cancelled')], default='pending', max_length=9)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('to_department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.department')),
                    ('to_member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('declined_by', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('tenant', 'conversation'), name='transfer_one_at_a_time')],
                },
            ), migrations.CreateModel(
                name='Block',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(null=True)),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='chat.visitor')),
                    ('is_slow', models.BooleanField(default=False)),
                ],
            ), migrations.CreateModel(
                name='Article',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=160)),
                    ('body', models.TextField(max_length=20000)),
                    ('language', models.CharField(default='en', max_length=12)),
                    ('source_url', models.URLField(blank=True, max_length=500)),
                    ('reviewed_on', models.DateField()),
                    ('review_due', models.DateField(blank=True, null=True)),
                    ('is_public', models.BooleanField(default=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['title'],
                },
            ), migrations.CreateModel(
                name='ArticleTerm',
                fields=[
                    ('pk', models.CompositePrimaryKey('tenant', 'lexeme', 'article', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('lexeme', models.CharField(max_length=80)),
                    ('weight', models.FloatField()),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='chat.article')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
            ), migrations.CreateModel(
                name='SearchTerm',
                fields=[
                    ('pk', models.CompositePrimaryKey('tenant', 'lexeme', 'conversation', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('lexeme', models.CharField(max_length=80)),
                    ('seq', models.BigIntegerField()),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
            ), migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(max_length=32)),
                    ('name', models.CharField(max_length=120)),
                    ('type', models.CharField(max_length=60)),
                    ('size', models.PositiveIntegerField()),
                    ('width', models.PositiveIntegerField(null=True)),
                    ('height', models.PositiveIntegerField(null=True)),
                    ('state', models.CharField(choices=[('ready', 'Ready'), ('scanning', 'Scanning'), ('refused', 'Refused')], default='ready', max_length=8)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='chat.conversation')),
                    ('member', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='tenants.tenant')),
                    ('visitor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.visitor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'token'), name='attachment_token')],
                },
            ), migrations.CreateModel(
                name='PushSubscription',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('endpoint', models.CharField(max_length=1000)),
                    ('p256dh', models.CharField(max_length=120)),
                    ('auth', models.CharField(max_length=60)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'endpoint'), name='push_endpoint_once')],
                },
            ), migrations.CreateModel(
                name='Mention',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.BigIntegerField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                    ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='chat.conversation')),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['tenant', 'member', '-at'], name='mention_unseen')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation', 'seq', 'member'), name='mention_once')],
                },
            ), migrations.CreateModel(
                name='Bot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_on', models.BooleanField(default=False)),
                    ('on_since', models.DateTimeField(null=True)),
                    ('name', models.CharField(blank=True, max_length=40)),
                    ('boldness', models.CharField(choices=[('cautious', 'Cautious'), ('usual', 'Usual'), ('bold', 'Bold')], default='usual', max_length=8)),
                    ('asks_service', models.BooleanField(default=False)),
                    ('service_url', models.CharField(blank=True, max_length=500)),
                    ('service_secret', models.BinaryField(null=True)),
                    ('timeout_ms', models.PositiveSmallIntegerField(default=3000)),
                    ('failures', models.PositiveSmallIntegerField(default=0)),
                    ('failed_why', models.CharField(blank=True, max_length=20)),
                    ('rests_until', models.DateTimeField(null=True)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='bot_once')],
                },
            ), migrations.CreateModel(
                name='BotAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('certainty', models.FloatField(null=True)),
                    ('helped', models.BooleanField(null=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('article', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='chat.article')),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'at'], name='bot_answer_at')],
                },
            ), migrations.CreateModel(
                name='BotChat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('listening', 'Listening'), ('asking', 'Asking'), ('handed', 'Handed'), ('solved', 'Solved')], default='listening', max_length=9)),
                    ('heard', models.BigIntegerField(default=0)),
                    ('has_greeted', models.BooleanField(default=False)),
                    ('answers', models.PositiveSmallIntegerField(default=0)),
                    ('due_at', models.DateTimeField(null=True)),
                    ('claimed_at', models.DateTimeField(null=True)),
                    ('why', models.CharField(blank=True, choices=[('asked', 'Asked'), ('not_helped', 'Not Helped'), ('upset', 'Upset'), ('unsure', 'Unsure'), ('enough', 'Enough'), ('failed', 'Failed')], max_length=10)),
                    ('handed_at', models.DateTimeField(null=True)),
                    ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='chat.conversation')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['tenant', 'due_at'], name='bot_chat_due'), models.Index(condition=models.Q(('handed_at__isnull', False)), fields=['tenant', 'handed_at'], name='bot_chat_handed')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'conversation'), name='bot_chat')],
                },
            ), migrations.CreateModel(
                name='DismissedWord',
                fields=[
                    ('pk', models.CompositePrimaryKey('tenant', 'word', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('word', models.CharField(max_length=60)),
                    ('times', models.PositiveIntegerField(default=1)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['-times', 'word'],
                },
            ), migrations.CreateModel(
                name='CheckCount',
                fields=[
                    ('pk', models.CompositePrimaryKey('tenant', 'rule', 'day', 'member', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('rule', models.CharField(max_length=40)),
                    ('day', models.DateField()),
                    ('shown', models.PositiveIntegerField(default=0)),
                    ('dismissed', models.PositiveIntegerField(default=0)),
                    ('fixed', models.PositiveIntegerField(default=0)),
                    ('edited', models.PositiveIntegerField(default=0)),
                    ('sent_anyway', models.PositiveIntegerField(default=0)),
                    ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'day'], name='check_count_day')],
                },
            ), migrations.CreateModel(
                name='Etiquette',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('severities', models.JSONField(default=dict)),
                    ('plain_words', models.JSONField(default=dict)),
                    ('own_words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('kept', models.JSONField(default=dict)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant',), name='etiquette_once')],
                },
            ), migrations.CreateModel(
                name='HouseRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_do', models.BooleanField(default=False)),
                    ('text', models.CharField(max_length=160)),
                    ('pattern', models.CharField(blank=True, max_length=300)),
                    ('is_regex', models.BooleanField(default=False)),
                    ('hit', models.CharField(blank=True, max_length=300)),
                    ('miss', models.CharField(blank=True, max_length=300)),
                    ('instead', models.CharField(blank=True, max_length=160)),
                    ('severity', models.CharField(choices=[('off', 'Off'), ('hint', 'Hint'), ('warn', 'Warning'), ('ask', 'Ask before sending')], default='hint', max_length=4)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='house_rules', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['-is_do', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('pattern', ''), models.Q(('hit', ''), _negated=True), _connector='OR'), name='house_rule_pattern_has_an_example')],
                },
            )],
        ),
    ]

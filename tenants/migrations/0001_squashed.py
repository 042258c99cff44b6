import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import helpdesk.db.operations
import tenants.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("tenants", "0001_initial"),
        ("tenants", "0003_departments_hours_presence"),
        ("tenants", "0004_notices"),
        ("tenants", "0005_hours_setup"),
        ("tenants", "0006_manners"),
        ("tenants", "0007_sandboxes_and_practice"),
        ("tenants", "0008_mood"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        helpdesk.db.operations.CreateModels(
            models=[migrations.CreateModel(
                name='Tenant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('slug', models.SlugField(max_length=40, unique=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('site_key', models.CharField(default=tenants.models.new_site_key, max_length=32, unique=True)),
                    ('allowed_origins', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=260), blank=True, default=list, size=None)),
                    ('greeting', models.CharField(default='Hello! How can we help?', max_length=200)),
                    ('courtesy', models.CharField(blank=True, default='You are talking to real people. No name or e-mail needed.', max_length=300)),
                    ('acknowledgement', models.CharField(default='Thank you, your message has reached us. Somebody will answer you here.', max_length=500)),
                    ('accent', models.CharField(default='#2f5bd0', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Enter a colour such as #2f5bd0.')])),
                    ('zone', models.CharField(default='UTC', max_length=64)),
                    ('language', models.CharField(default='en', max_length=12)),
                    ('away_after_s', models.PositiveIntegerField(default=600)),
                    ('ladder', models.JSONField(blank=True, default=dict)),
                    ('masked_after_s', models.PositiveIntegerField(default=120)),
                    ('offer_s', models.PositiveSmallIntegerField(default=20)),
                    ('routing', models.CharField(choices=[('assign', 'Give each chat to whoever has the fewest'), ('offer', 'Offer each chat; it has to be accepted'), ('manual', 'Let people take chats themselves')], default='assign', max_length=8)),
                    ('shows_typing', models.BooleanField(default=True)),
                    ('words', models.JSONField(blank=True, default=dict)),
                    ('hours_chosen_at', models.DateTimeField(blank=True, null=True)),
                    ('last_left_at', models.DateTimeField(blank=True, null=True)),
                    ('mail_works_at', models.DateTimeField(blank=True, null=True)),
                    ('set_up_at', models.DateTimeField(blank=True, null=True)),
                    ('snippet_seen_at', models.DateTimeField(blank=True, null=True)),
                    ('snippet_seen_on', models.CharField(blank=True, max_length=260)),
                    ('manners', models.JSONField(blank=True, default=dict)),
                    ('sandbox_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sandboxes', to='tenants.tenant')),
                    ('sandbox_for', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('practice_required', models.PositiveSmallIntegerField(default=0)),
                    ('mood', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('sandbox_of', 'sandbox_for'), name='one_sandbox_each'), models.CheckConstraint(condition=models.Q(models.Q(('sandbox_for__isnull', True), ('sandbox_of__isnull', True)), models.Q(('sandbox_for__isnull', False), ('sandbox_of__isnull', False)), _connector='OR'), name='sandbox_of_and_for')],
                },
            ), migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(blank=True, max_length=80)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_staff', models.BooleanField(default=False)),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_is_lower_case')],
                },
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('owner', 'Owner'), ('admin', 'Admin'), ('supervisor', 'Supervisor'), ('operator', 'Operator'), ('trainee', 'Trainee')], max_length=10)),
                    ('display_name', models.CharField(max_length=60)),
                    ('photo', models.BinaryField(blank=True, null=True)),
                    ('photo_hash', models.CharField(blank=True, max_length=32)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('online_until', models.DateTimeField(blank=True, null=True)),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='tenants.tenant')),
                    ('active_at', models.DateTimeField(blank=True, null=True)),
                    ('capacity', models.PositiveSmallIntegerField(default=3)),
                    ('idle_since', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_away_by_itself', models.BooleanField(default=False)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                    ('pauses_after_chat', models.BooleanField(default=False)),
                    ('presence', models.CharField(choices=[('online', 'Online'), ('away', 'Away'), ('practice', 'In practice')], default='online', max_length=8)),
                    ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('works_after_hours', models.BooleanField(default=False)),
                    ('notices', models.JSONField(blank=True, default=dict)),
                    ('practice_required', models.PositiveSmallIntegerField(default=0)),
                    ('must_practise', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['tenant', 'photo_hash'], name='membership_photo'), models.Index(fields=['user'], name='membership_person')],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'user'), name='membership_once_per_person')],
                },
            ), migrations.CreateModel(
                name='OpeningHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Mon'), (1, 'Tue'), (2, 'Wed'), (3, 'Thu'), (4, 'Fri'), (5, 'Sat'), (6, 'Sun')])),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='tenants.tenant')),
                    ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='tenants.department')),
                ],
                options={
                    'ordering': ['weekday', 'opens'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'department', 'weekday', 'opens'), name='hours_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('role', models.CharField(choices=[('owner', 'Owner'), ('admin', 'Admin'), ('supervisor', 'Supervisor'), ('operator', 'Operator'), ('trainee', 'Trainee')], max_length=10)),
                    ('token_hash', models.CharField(max_length=64)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'token_hash'), name='invitation_token')],
                },
            ), migrations.CreateModel(
                name='Department',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('about', models.CharField(blank=True, max_length=160)),
                    ('is_public', models.BooleanField(default=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('own_hours', models.BooleanField(default=False)),
                    ('zone', models.CharField(blank=True, max_length=64)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='departments', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'name'), name='department_name_once')],
                },
            ), migrations.CreateModel(
                name='DepartmentMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('department', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='tenants.department')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_departments', to='tenants.membership')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.tenant')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'department', 'member'), name='department_member_once')],
                },
            ), migrations.CreateModel(
                name='Holiday',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('date', models.DateField()),
                    ('name', models.CharField(blank=True, max_length=60)),
                    ('intervals', models.JSONField(blank=True, default=list)),
                    ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='holidays', to='tenants.department')),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holidays', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['date'],
                    'constraints': [models.UniqueConstraint(fields=('tenant', 'department', 'date'), name='holiday_once', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='ContactWay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('phone', 'Telephone'), ('email', 'E-mail'), ('link', 'Link')], max_length=5)),
                    ('label', models.CharField(max_length=60)),
                    ('value', models.CharField(max_length=300)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_ways', to='tenants.tenant')),
                ],
                options={
                    'ordering': ['position', 'id'],
                },
            )],
        ),
    ]

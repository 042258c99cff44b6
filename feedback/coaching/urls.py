"""Below /t/<slug>/coaching/."""

from django.urls import path

from .pages import figures, giving, library, people, tasks

urlpatterns = [
    path("", people.mine, name="coaching"),
    path("tip/", people.tip, name="coaching_tip"),
    path("team/", people.team, name="coaching_team"),
    path("people/<int:member_id>/", people.person, name="coaching_person"),
    path("people/<int:member_id>/praise/", giving.praise, name="coaching_give_praise"),
    path("people/<int:member_id>/task/", giving.task, name="coaching_give_task"),
    path("people/<int:member_id>/goal/", giving.goal, name="coaching_give_goal"),
    path("praise/<int:praise_id>/", people.praise, name="coaching_praise"),
    path("tasks/<int:coaching_task_id>/", tasks.task, name="coaching_task"),
    path("goals/<int:goal_id>/", tasks.goal, name="coaching_goal"),
    path("reviews/<int:review_id>/exemplar/", library.propose, name="coaching_propose"),
    path("library/", library.library, name="coaching_library"),
    path("library/<int:exemplar_id>/", library.exemplar, name="coaching_exemplar"),
    path("trends/", figures.trend, name="coaching_trends"),
    path("topics/", figures.topics, name="coaching_topics"),
    path("topics/<int:idea_id>/article/", figures.write_article, name="coaching_article"),
    path("topics/<int:idea_id>/aside/", figures.put_aside, name="coaching_put_aside"),
    path("report/", figures.report, name="coaching_report"),
]

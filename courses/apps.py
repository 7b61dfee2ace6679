from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        from courses.panels import FRONT, MY_COURSES
        from gateway.accounts.profile import register_profile_panel
        from gateway.pages.front import register_front_panel

        register_front_panel(FRONT)
        register_profile_panel(MY_COURSES)

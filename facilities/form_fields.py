"""Projects and points as forms choose them: by number or code and name, of however many there are."""

from core.choosing import Sought, SoughtSeveral
from facilities.models import Point, Project


class ProjectField(Sought):
    def label_from_instance(self, project: Project) -> str:
        return f"{project.number} {project.name}"


class PointField(Sought):
    def label_from_instance(self, point: Point) -> str:
        return f"{point.code} {point.name}"


class PointsField(SoughtSeveral):
    label_from_instance = PointField.label_from_instance

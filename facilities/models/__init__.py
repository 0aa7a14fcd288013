from facilities.models.points import Point, PointKind, PointResponsibility, ResponsibilityPart

__all__ = ["Point", "PointKind", "PointResponsibility", "ResponsibilityPart"]

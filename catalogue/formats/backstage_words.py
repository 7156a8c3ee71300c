"""The kinds, types and life cycles of Backstage, and what they are here."""

from __future__ import annotations

from catalogue.domain.component import ComponentKind, Lifecycle

KINDS = {
    "component": ComponentKind.software.value,
    "api": ComponentKind.api.value,
    "resource": ComponentKind.infrastructure.value,
    "system": ComponentKind.platform.value,
    "domain": ComponentKind.platform.value,
}
"""What each kind of entity is, unless its type says more."""

TYPES = {kind.value: kind.value for kind in ComponentKind} | {
    "website": ComponentKind.service.value,
    "library": ComponentKind.software.value,
    "database": ComponentKind.dataset.value,
}
"""What types say of a component's or a resource's nature; ours among them."""

LIFECYCLES = {lifecycle.value: lifecycle.value for lifecycle in Lifecycle} | {
    "production": Lifecycle.available.value,
    "stable": Lifecycle.available.value,
    "experimental": Lifecycle.pilot.value,
    "beta": Lifecycle.pilot.value,
    "alpha": Lifecycle.pilot.value,
    "development": Lifecycle.planned.value,
    "end-of-life": Lifecycle.retired.value,
}
"""Lifecycles are open in Backstage: the common ones, and ours."""

LIFECYCLE_OF = {
    Lifecycle.planned: "planned",
    Lifecycle.pilot: "experimental",
    Lifecycle.available: "production",
    Lifecycle.deprecated: "deprecated",
    Lifecycle.retired: "retired",
}

LINK_TYPES = {
    "documentation": "documentation",
    "docs": "documentation",
    "doc": "documentation",
    "source": "source",
    "github": "source",
    "code": "source",
    "api": "api",
}
"""What a link's type or icon says; all others are websites."""

NOBODY = ("unknown", "unspecified", "none")
"""What stands for the owner, whom Backstage requires, where there is none."""

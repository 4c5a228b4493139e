"""The REST API: closed unless a view opens it, JSON only, throttled."""

from datetime import timedelta
from typing import Any

KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 - the name of a model
# knox's own migrations make its table even though our model replaces it, and then tests cannot empty the database.
MIGRATION_MODULES = {"knox": None}
REST_KNOX: dict[str, Any] = {
    "TOKEN_TTL": timedelta(days=90),
    "TOKEN_PREFIX": "parley_",
    "TOKEN_LIMIT_PER_USER": None,
    "AUTH_HEADER_PREFIX": "Token",
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.rest.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # A view that is not one of our ClosedAPIViews, or forgets to declare who may, answers nobody.
    "DEFAULT_PERMISSION_CLASSES": ["accounts.rest.permissions.Closed"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.rest.parsing.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "accounts.rest.parsing.AlwaysFirst",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "accounts.rest.schema.ClosedSchema",
    "EXCEPTION_HANDLER": "accounts.rest.errors.handle",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.rest.throttling.AnonThrottle", "accounts.rest.throttling.UserThrottle"],
    # Counted per account, and per address for those who are not signed in; "jobs" is asking for a computation,
    # "confirm" the page of the other side.
    "DEFAULT_THROTTLE_RATES": {
        "anon": "60/min",
        "user": "1200/min",
        "jobs": "30/min",
        "imports": "30/min",
        "confirm": "30/min",
    },
    "DEFAULT_VERSIONING_CLASS": None,
    "FORMAT_SUFFIX_KWARG": None,
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "UPLOADED_FILES_USE_URL": False,
    "NUM_PROXIES": 0,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Parley",
    "DESCRIPTION": "Plan a negotiation as a team: deals, issues, valuations, alternatives, suggestions.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["accounts.rest.permissions.Closed"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_PATCH": False,
    "ENUM_NAME_OVERRIDES": {
        "IssueKindEnum": "negotiations.enums.IssueKind",
        "AlternativeKindEnum": "negotiations.enums.AlternativeKind",
        "JobKindEnum": "negotiations.enums.JobKind",
        "ConversionKindEnum": "negotiations.enums.ConversionKind",
        "RuleKindEnum": "negotiations.enums.RuleKind",
        "LinkKindEnum": "negotiations.enums_record.LinkKind",
        "QuestionStateEnum": "negotiations.enums_prepare.QuestionState",
        "JobStateEnum": "negotiations.enums.JobState",
        "SuggestionKindEnum": "negotiations.enums.SuggestionKind",
        "SuggestionStateEnum": "negotiations.enums.SuggestionState",
        "SeatRoleEnum": "accounts.permissions.SeatRole",
        "PhaseEnum": "negotiations.enums.Phase",
        "AreaEnum": "negotiations.enums.Area",
        "PartyEnum": "negotiations.enums.Party",
        "StakeholderKindEnum": "negotiations.enums.StakeholderKind",
        "StakeholderStanceEnum": "negotiations.enums.Stance",
        "InterestKindEnum": "negotiations.enums.InterestKind",
        "InfluenceKindEnum": "negotiations.enums.InfluenceKind",
        "TaskKindEnum": "negotiations.enums.TaskKind",
        "PieStanceEnum": "negotiations.enums_prepare.Stance",
        "FactClassEnum": "negotiations.enums_prepare.FactClass",
        "OpenFactClassEnum": "negotiations.api.facts.OPEN",
        "AssumptionStateEnum": "negotiations.enums_prepare.AssumptionState",
        "MoveKindEnum": "negotiations.enums_table.MoveKind",
        "AlertCodeEnum": "negotiations.api.alerts.CODES",
        "MandateStateEnum": "negotiations.api.mandates.STATES",
        "AdoptionWayEnum": "negotiations.api.scoring_results.WAYS",
        "OrganisationRoleEnum": "accounts.permissions.OrganisationRole",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "accounts.rest.schema.refuse_unknown_fields",
    ],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "filter": True, "validatorUrl": None},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
}

"""Rules of the account pages: allauth's own and ours (`accounts:`), and their API."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, organisation, public, signed_in

LIBRARY: dict[str, Rule] = {
    # on the way in: for everybody
    "account_login": public("GET", "POST"),
    "account_logout": public("GET", "POST"),
    "account_signup": public("GET", "POST"),
    "account_inactive": public("GET"),
    "account_confirm_login_code": public("GET", "POST"),
    "account_email_verification_sent": public("GET", "POST"),
    "account_reset_password": public("GET", "POST"),
    "account_reset_password_done": public("GET"),
    "account_reset_password_from_key": public("GET", "POST"),
    "account_reset_password_from_key_done": public("GET"),
    "mfa_authenticate": public("GET", "POST"),
    "mfa_login_webauthn": public("GET", "POST"),
    # one's own account
    "account_email": signed_in("GET", "POST"),
    "account_change_password": signed_in("GET", "POST"),
    "account_set_password": signed_in("GET", "POST"),
    "account_reauthenticate": signed_in("GET", "POST"),
    "mfa_index": signed_in("GET"),
    "mfa_activate_totp": signed_in("GET", "POST"),
    "mfa_deactivate_totp": signed_in("GET", "POST"),
    "mfa_generate_recovery_codes": signed_in("GET", "POST"),
    "mfa_view_recovery_codes": signed_in("GET"),
    "mfa_download_recovery_codes": signed_in("GET", "POST"),
    "mfa_reauthenticate": signed_in("GET", "POST"),
    "mfa_list_webauthn": signed_in("GET"),
    "mfa_add_webauthn": signed_in("GET", "POST"),
    "mfa_edit_webauthn": signed_in("GET", "POST"),
    "mfa_remove_webauthn": signed_in("GET", "POST"),
    "mfa_reauthenticate_webauthn": signed_in("GET", "POST"),
    "usersessions_list": signed_in("GET", "POST"),
}

PAGES: dict[str, Rule] = {
    "accounts:home": signed_in("GET"),
    "accounts:welcome": signed_in("GET"),
    "accounts:profile": signed_in("GET", "POST"),
    "accounts:token-list": signed_in("GET"),
    "accounts:token-create": signed_in("GET", "POST"),
    "accounts:token-revoke": signed_in("GET", "POST"),
    "accounts:organisation-list": signed_in("GET"),
    "accounts:organisation-create": signed_in("GET", "POST"),
    "accounts:organisation-detail": organisation(GET=P.ORGANISATION_VIEW),
    "accounts:organisation-rename": organisation(POST=P.ORGANISATION_EDIT),
    "accounts:organisation-switch": organisation(POST=P.ORGANISATION_VIEW),
    "accounts:member-role": organisation(POST=P.MEMBERS_MANAGE),
    "accounts:member-remove": organisation(GET=P.MEMBERS_MANAGE, POST=P.MEMBERS_MANAGE),
    "accounts:invitation-create": organisation(POST=P.MEMBERS_MANAGE),
    "accounts:invitation-resend": organisation(POST=P.MEMBERS_MANAGE),
    "accounts:invitation-revoke": organisation(POST=P.MEMBERS_MANAGE),
    "accounts:invitation-open": public("GET"),
    "accounts:invitation-accept": public("GET", "POST"),
    "accounts:invitation-take": signed_in("POST"),
}

API: dict[str, Rule] = {
    "api:me": signed_in("GET", "PATCH", api=True),
    "api:token-list": signed_in("GET", "POST", api=True),
    "api:token-detail": signed_in("DELETE", api=True),
    "api:offer-list": signed_in("GET", api=True),
    "api:offer-accept": signed_in("POST", api=True),
    "api:organisation-list": signed_in("GET", "POST", api=True),
    "api:organisation-detail": organisation(api=True, GET=P.ORGANISATION_VIEW, PATCH=P.ORGANISATION_EDIT),
    "api:member-list": organisation(api=True, GET=P.ORGANISATION_VIEW),
    "api:member-detail": organisation(
        api=True, GET=P.ORGANISATION_VIEW, PATCH=P.MEMBERS_MANAGE, DELETE=P.MEMBERS_MANAGE
    ),
    "api:invitation-list": organisation(api=True, GET=P.MEMBERS_MANAGE, POST=P.MEMBERS_MANAGE),
    "api:invitation-detail": organisation(api=True, DELETE=P.MEMBERS_MANAGE),
    "api:invitation-resend": organisation(api=True, POST=P.MEMBERS_MANAGE),
}

ACCOUNTS: dict[str, Rule] = {**LIBRARY, **PAGES, **API}

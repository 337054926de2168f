"""The provider as the settings name it."""

from collections.abc import Mapping, Sequence

from graph.oidc.provider import Provider, is_safe
from graph.settings import SettingRefused, Settings
from models.vocabulary import Role


def provider_of(chosen: Settings) -> Provider | None:
    """The provider that is trusted; `None` where none is. Raises `SettingRefused` for one that can't be."""
    if not chosen.oidc_issuer:
        if chosen.oidc_audience or chosen.oidc_keys_url or chosen.oidc_roles:
            raise SettingRefused("TEIKYO_OIDC_ISSUER: say who issues the tokens, or leave out the other TEIKYO_OIDC_*.")
        return None
    if not chosen.oidc_audience:
        raise SettingRefused("TEIKYO_OIDC_AUDIENCE: say for whom its tokens have to be, or any of its tokens would do.")
    for name, address in (("ISSUER", chosen.oidc_issuer), ("KEYS_URL", chosen.oidc_keys_url)):
        if address and not is_safe(address):
            raise SettingRefused(f"TEIKYO_OIDC_{name}={address}: give an address that begins with https://.")
    return Provider(
        issuer=chosen.oidc_issuer,
        audience=chosen.oidc_audience,
        roles_claim=chosen.oidc_roles_claim,
        names=_names(chosen.oidc_roles),
        keys_at=chosen.oidc_keys_url,
    )


def _names(given: Sequence[str]) -> Mapping[str, Role]:
    """What it calls our roles, from `THEIRS=OURS`; our own names, where nothing is said."""
    if not given:
        return {role.value: role for role in Role}
    names = {}
    for one in given:
        theirs, _, ours = one.rpartition("=")
        if not theirs or ours not in Role.__members__:
            roles = ", ".join(Role)
            raise SettingRefused(f"TEIKYO_OIDC_ROLES={one}: give THEIRS=OURS, parted by commas; ours are {roles}.")
        names[theirs] = Role(ours)
    return names

"""From where somebody acted, as coarsely as it still tells a stranger from a colleague."""

from ipaddress import IPv6Address, ip_address, ip_network

# The first that is named counts: nearly all of them claim to be the ones further down as well.
FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "Python"),
)


def network_of(address: str) -> str:
    """The network of an address: /24 of four parts, /48 of eight. "" for what is no address."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def browser_of(user_agent: str) -> str:
    """The family, without version, system or device; "" for one that nobody knows."""
    return next((family for sign, family in FAMILIES if sign in user_agent), "")

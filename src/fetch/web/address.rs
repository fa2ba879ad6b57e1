//! Which addresses may be asked: those of the public internet, unless the user allows others.
//!
//! A page can name any address, and a name can resolve to any. What answers on this machine or in its network was not
//! meant for the web, so that names are checked after they are resolved, on each redirect, and the connection is made
//! to the address that was checked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// An address that is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is at {0}, which is no address of the public internet")]
pub struct Refused(pub IpAddr);

/// Resolves names, and keeps back what may not be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    /// Whether addresses of this machine and its networks may be asked too.
    pub(super) allow_private: bool,
}

impl Guard {
    /// Checks a URL that names its address in figures; one with a name is checked when that is resolved.
    pub(super) fn check(self, url: &Url) -> Result<(), Refused> {
        match url.host() {
            Some(Host::Ipv4(address)) => self.admit(address.into()),
            Some(Host::Ipv6(address)) => self.admit(address.into()),
            Some(Host::Domain(_)) | None => Ok(()),
        }
    }

    fn admit(self, address: IpAddr) -> Result<(), Refused> {
        if self.allow_private || is_public(address) { Ok(()) } else { Err(Refused(address)) }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let mut refused = None;
            let mut allowed = Vec::new();
            for address in found {
                match guard.admit(address.ip()) {
                    Ok(()) => allowed.push(address),
                    Err(error) => refused = Some(error),
                }
            }
            // A name of both kinds is as little to be trusted as one that is private alone.
            match refused {
                Some(error) => Err(error.into()),
                None => Ok(Box::new(allowed.into_iter()) as Addrs),
            }
        })
    }
}

/// Whether an address is one of the public internet, by IANA's registries of special-purpose addresses.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0 | 10 | 127, ..] | [240..=255, ..] => true,
        // shared by a carrier's customers
        [100, second, ..] => second & 0xc0 == 64,
        // a cloud's metadata is at 169.254.169.254
        [169, 254, ..] | [192, 168, ..] => true,
        [172, second, ..] => second & 0xf0 == 16,
        [192, 0, 0 | 2, _] | [192, 88, 99, _] => true,
        [198, second, third, _] => second & 0xfe == 18 || (second, third) == (51, 100),
        [203, 0, 113, _] => true,
        // another cloud's metadata, at an address that is public elsewhere
        [168, 63, 129, 16] => true,
        _ => false,
    };
    !special && !address.is_multicast()
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let last_two = |a: u16, b: u16| Ipv4Addr::from((u32::from(a) << 16) | u32::from(b));
    match address.segments() {
        // an IPv4 address, mapped, translated (NAT64) or tunnelled (6to4)
        [0, 0, 0, 0, 0, 0xffff, a, b] | [0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..] => {
            is_public_v4(last_two(a, b))
        }
        // Teredo, benchmarks, identities, documentation
        [0x2001, 0..=0x1ff | 0xdb8, ..] => false,
        [0x3fff, second, ..] => second > 0xfff,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Guard, is_public};
    use url::Url;

    #[test]
    fn addresses_of_this_machine_and_its_networks_are_not_public() {
        for address in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "168.63.129.16",
            "192.0.0.8",
            "192.0.2.7",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "100::1",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "198.20.0.1",
            "168.63.129.17",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:4860::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn figures_in_any_notation_are_checked() {
        let check = |url: &str, allow_private| Guard { allow_private }.check(&Url::parse(url).expect("a URL"));
        for url in
            ["http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://017700000001/", "http://[::1]/"]
        {
            assert!(check(url, false).is_err(), "{url}");
            assert!(check(url, true).is_ok(), "{url}");
        }
        assert!(check("http://8.8.8.8/", false).is_ok());
    }
}

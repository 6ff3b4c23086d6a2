//! Where a request comes from: a key for limits.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The proxies whose word about their callers is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(pub Vec<IpAddr>);

impl TrustedProxies {
    /// The caller's address: the peer, or where that is a trusted proxy the last address of
    /// `X-Forwarded-For` that is none: what stands before that is the caller's own word.
    pub fn source(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let is_trusted = |address: IpAddr| self.0.contains(&address.to_canonical());
        let mut source = peer;
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        let mut hops = lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
        while is_trusted(source)
            && let Some(hop) = hops.next()
        {
            // What is no address was not written by a proxy of ours.
            let Some(hop) = address(hop.trim()) else {
                break;
            };
            source = hop;
        }
        source
    }
}

/// An address, with or without a port.
fn address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse().ok().map(|hop: SocketAddr| hop.ip());
    hop.parse().ok().or_else(with_port)
}

/// The text that limits are kept by. Whoever has one IPv6 address has 2^64 of them: they are one.
pub fn key(source: IpAddr) -> String {
    match source.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(peer: &str, forwarded: &[&'static str]) -> String {
        let proxies = TrustedProxies(
            ["10.0.0.1", "10.0.0.2"]
                .map(|at| at.parse().unwrap())
                .into(),
        );
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        key(proxies.source(peer.parse().unwrap(), &headers))
    }

    #[test]
    fn a_callers_own_word_counts_for_nothing() {
        assert_eq!(source("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["1.1.1.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["1.1.1.1", "192.0.2.7"]), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["192.0.2.7:4711"]), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["[2001:db8::1]:80"]), "2001:db8::/64");
        let chain = ["1.1.1.1, 192.0.2.7, 10.0.0.2"];
        assert_eq!(source("10.0.0.1", &chain), "192.0.2.7");
    }

    #[test]
    fn where_a_proxy_says_nothing_it_is_the_source() {
        assert_eq!(source("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(source("10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(source("10.0.0.1", &["10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn one_network_of_ipv6_is_one_source() {
        assert_eq!(source("2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::/64");
        assert_eq!(source("2001:db8:1:2::1", &[]), "2001:db8:1:2::/64");
        assert_eq!(source("::ffff:192.0.2.7", &[]), "192.0.2.7");
    }
}

package io.tierline.grading.webhooks.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of IP addresses, and which blocks deliveries are not sent to: a webhook must not become a way into the network
 * that the service runs in.
 */
public final class Network {

    /** An operator may allow these: the machine itself and private networks. */
    private static final List<Network> PRIVATE = networks(
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7");

    /**
     * Nobody may allow these: services that give out a cloud machine's credentials, and what is no address of one receiver
     * (IANA's registries of special-purpose addresses).
     */
    private static final List<Network> NEVER = networks(
            "169.254.0.0/16", // link-local, and the metadata of most clouds
            "100.100.100.200/32", // Alibaba Cloud's metadata
            "168.63.129.16/32", // Azure's
            "192.0.0.0/24", // Oracle's, and protocol assignments
            "fd00:ec2::/32", // Amazon's
            "fd20:ce::/32", // Google's
            "0.0.0.0/8",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23", // Teredo and others that carry another address inside
            "2001:db8::/32",
            "2002::/16", // 6to4 carries an IPv4 address inside
            "3fff::/20");

    /** All of IPv6 that is routed; outside are NAT64, IPv4-compatible, link-local, site-local and multicast addresses. */
    private static final Network ROUTED_IPV6 = network("2000::/3");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Whether deliveries may be sent to the address.
     *
     * @param privateToo whether the operator allows the machine itself and private networks
     */
    public static boolean allows(InetAddress address, boolean privateToo) {
        byte[] bytes = address.getAddress();
        if (contains(NEVER, bytes)) {
            return false;
        }
        if (contains(PRIVATE, bytes)) {
            return privateToo;
        }
        return bytes.length == 4 || ROUTED_IPV6.contains(bytes);
    }

    private static boolean contains(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static List<Network> networks(String... blocks) {
        return Stream.of(blocks).map(Network::network).toList();
    }

    private static Network network(String block) {
        String[] parts = block.split("/");
        try {
            // A literal address: nothing is looked up.
            return new Network(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(block, e);
        }
    }
}

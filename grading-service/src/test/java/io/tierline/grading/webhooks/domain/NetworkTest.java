package io.tierline.grading.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
                "2400:3200::1"
            })
    void publicAddressIsAllowed(String address) throws UnknownHostException {
        assertThat(Network.allows(InetAddress.getByName(address), false)).isTrue();
        assertThat(Network.allows(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.255.255.255", "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255",
                        "192.168.0.0",
                "192.168.255.255", "100.64.0.0", "100.127.255.255", "::1", "fc00::1", "fdff::1", "::ffff:127.0.0.1",
                "::ffff:10.1.2.3", "127.1", "2130706433"
            })
    void privateAddressIsAllowed_onlyWhenConfigured(String address) throws UnknownHostException {
        assertThat(Network.allows(InetAddress.getByName(address), false)).isFalse();
        assertThat(Network.allows(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.0",
                "169.254.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd20:ce::254",
                "0.0.0.0",
                "0.255.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "::",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "100::1"
            })
    void specialAddressIsNeverAllowed(String address) throws UnknownHostException {
        assertThat(Network.allows(InetAddress.getByName(address), false)).isFalse();
        assertThat(Network.allows(InetAddress.getByName(address), true)).isFalse();
    }
}

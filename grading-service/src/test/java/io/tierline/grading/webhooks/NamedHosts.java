package io.tierline.grading.webhooks;

import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.application.Hosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Host names whose meaning a test decides and changes; in the place of the machine's own resolver. */
@Mock
@ApplicationScoped
public class NamedHosts implements Hosts {

    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

    /** Lets a name mean these addresses from now on. */
    public void name(String host, String... addresses) {
        names.put(host, Stream.of(addresses).map(NamedHosts::literal).toList());
    }

    /** Lets a name mean nothing from now on. */
    public void forget(String host) {
        names.remove(host);
    }

    @Override
    public Uni<List<InetAddress>> addresses(String host) {
        if (names.containsKey(host)) {
            return Uni.createFrom().item(names.get(host));
        }
        return host.matches("[0-9.]+|.*:.*")
                ? Uni.createFrom().item(List.of(literal(host)))
                : Uni.createFrom().failure(new UnknownHostException(host));
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}

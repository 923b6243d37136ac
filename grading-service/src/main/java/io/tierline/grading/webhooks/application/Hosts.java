package io.tierline.grading.webhooks.application;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** The addresses behind host names. */
public interface Hosts {

    /** The host's addresses, the preferred one first; fails with {@link java.net.UnknownHostException} when it has none. */
    Uni<List<InetAddress>> addresses(String host);
}

package io.tierline.grading.webhooks.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.tierline.grading.webhooks.application.Hosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;

/** Names as the machine's own resolver knows them; it may take its time, so it is asked on a worker. */
@ApplicationScoped
class SystemHosts implements Hosts {

    @Override
    public Uni<List<InetAddress>> addresses(String host) {
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> List.of(InetAddress.getAllByName(host))))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
